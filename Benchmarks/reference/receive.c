// The least a verified download can do: receive, hash on a second thread, write. Prints the SHA-256.
//
//   receive HOST PORT PATH OUT     receive, hash and write
//   receive HOST PORT PATH -       receive and drop: how fast the sender is
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <openssl/evp.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PIECE = 1 << 20, PIECES = 8 };

static unsigned char *piece[PIECES];
static size_t filled[PIECES];
// Pieces received and pieces hashed so far; a piece may be filled again once it is hashed.
static long received, hashed;
static int ended;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static unsigned char digest[EVP_MAX_MD_SIZE];
static unsigned digest_length;

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static void *hash(void *unused) {
    (void)unused;
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    if (!context || !EVP_DigestInit_ex(context, EVP_sha256(), NULL)) fail("hash");
    for (;;) {
        pthread_mutex_lock(&lock);
        while (hashed == received && !ended) pthread_cond_wait(&changed, &lock);
        int done = hashed == received;
        pthread_mutex_unlock(&lock);
        if (done) break;
        EVP_DigestUpdate(context, piece[hashed % PIECES], filled[hashed % PIECES]);
        pthread_mutex_lock(&lock);
        hashed++;
        pthread_cond_broadcast(&changed);
        pthread_mutex_unlock(&lock);
    }
    EVP_DigestFinal_ex(context, digest, &digest_length);
    EVP_MD_CTX_free(context);
    return NULL;
}

static int connect_to(const char *host, const char *port) {
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM}, *found;
    if (getaddrinfo(host, port, &hints, &found)) fail("host");
    int line = socket(found->ai_family, SOCK_STREAM, 0);
    if (line < 0 || connect(line, found->ai_addr, found->ai_addrlen)) fail("connect");
    freeaddrinfo(found);
    return line;
}

// Sends the request and reads the head of the answer; returns the length of the body, of which `*extra` bytes came already.
static long long ask(int line, const char *host, const char *path, unsigned char *buffer, size_t *extra) {
    char head[4096];
    int length = snprintf(head, sizeof head, "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n", path, host);
    if (length >= (int)sizeof head || send(line, head, length, 0) != length) fail("send");
    size_t count = 0;
    for (;;) {
        ssize_t got = recv(line, buffer + count, 65535 - count, 0);
        if (got <= 0) fail("head");
        count += got;
        buffer[count] = 0;
        char *end = strstr((char *)buffer, "\r\n\r\n");
        if (!end) continue;
        char *field = strcasestr((char *)buffer, "\r\nContent-Length:");
        if (strncmp((char *)buffer, "HTTP/1.1 200", 12) || !field || field > end) exit(1);
        long long body = atoll(field + 17);
        *extra = count - (end + 4 - (char *)buffer);
        memmove(buffer, end + 4, *extra);
        return body;
    }
}

static void write_all(int out, const unsigned char *bytes, size_t count) {
    while (count > 0) {
        ssize_t wrote = write(out, bytes, count);
        if (wrote < 0) fail("write");
        bytes += wrote;
        count -= wrote;
    }
}

int main(int count, char **words) {
    if (count != 5) return 2;
    int drop = !strcmp(words[4], "-");
    for (int i = 0; i < PIECES; i++)
        if (!(piece[i] = malloc(PIECE))) fail("memory");
    int out = drop ? -1 : open(words[4], O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (!drop && out < 0) fail(words[4]);
    int line = connect_to(words[1], words[2]);
    size_t extra = 0;
    long long rest = ask(line, words[1], words[3], piece[0], &extra);
    pthread_t hasher;
    if (!drop && pthread_create(&hasher, NULL, hash, NULL)) fail("thread");
    while (rest > 0) {
        int slot = drop ? 0 : received % PIECES;
        pthread_mutex_lock(&lock);
        while (!drop && received - hashed >= PIECES) pthread_cond_wait(&changed, &lock);
        pthread_mutex_unlock(&lock);
        size_t got = extra, wanted = rest < PIECE ? rest : PIECE;
        extra = 0;
        while (got < wanted) {
            ssize_t more = recv(line, piece[slot] + got, wanted - got, 0);
            if (more <= 0) fail("recv");
            got += more;
        }
        rest -= got;
        if (drop) continue;
        filled[slot] = got;
        pthread_mutex_lock(&lock);
        received++;
        pthread_cond_broadcast(&changed);
        pthread_mutex_unlock(&lock);
        write_all(out, piece[slot], got);
    }
    if (drop) return 0;
    pthread_mutex_lock(&lock);
    ended = 1;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
    pthread_join(hasher, NULL);
    if (close(out)) fail("close");
    for (unsigned i = 0; i < digest_length; i++) printf("%02x", digest[i]);
    puts("");
    return 0;
}
