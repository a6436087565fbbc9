#pragma once
#include <stddef.h>

/// The index of licences that `scripts/make-licences` made; aligned to eight bytes, read-only, there for the whole run.
const unsigned char *roost_licences(void);

/// Its size in bytes.
size_t roost_licences_size(void);
