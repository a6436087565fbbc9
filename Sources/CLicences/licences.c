#include "licences.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const _Alignas(8) unsigned char data[] = {
#embed "licences.bin"
};

const unsigned char *roost_licences(void) { return data; }

size_t roost_licences_size(void) { return sizeof data; }
