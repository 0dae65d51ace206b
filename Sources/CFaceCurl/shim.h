// SPDX-License-Identifier: Apache-2.0
// The parts of libcurl (7.81 or newer) that the client calls, and typed forms of its variadic functions.
//
// curl_easy_setopt, curl_easy_getinfo and curl_multi_setopt are variadic, which Swift cannot call. Each
// form below fixes the type of the one argument, so that a wrong pairing of option and type can be seen
// where the option is named. Handles are `void *` here: libcurl's own CURL is that or an incomplete
// struct, as its headers were configured.
#pragma once

#include <curl/curl.h>
#include <dlfcn.h>
#include <fcntl.h>

// Options that newer headers know and older ones do not. An older library answers CURLE_UNKNOWN_OPTION.
#if LIBCURL_VERSION_NUM < 0x075500
#define CURLOPT_PROTOCOLS_STR ((CURLoption)10318)
#endif
#if LIBCURL_VERSION_NUM < 0x075700
#define CURLOPT_QUICK_EXIT ((CURLoption)322)
#endif

// CURLVERSION_NOW is a macro that Swift does not import.
static inline const curl_version_info_data *tcface_curl_version(void) { return curl_version_info(CURLVERSION_NOW); }

static inline CURLcode tcface_curl_set_long(void *easy, CURLoption option, long value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode tcface_curl_set_offset(void *easy, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode tcface_curl_set_string(void *easy, CURLoption option, const char *value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode tcface_curl_set_pointer(void *easy, CURLoption option, void *value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode tcface_curl_set_headers(void *easy, struct curl_slist *headers) {
    return curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
}

// Limits the transfer to `https`, or to `http` when `plain` is not 0, by the string option and where
// that is unknown (before 7.85) by the bit mask it replaced.
static inline CURLcode tcface_curl_set_protocol(void *easy, int plain) {
    CURLcode result = curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, plain ? "http" : "https");
    if (result != CURLE_UNKNOWN_OPTION) return result;
    long mask = plain ? CURLPROTO_HTTP : CURLPROTO_HTTPS;
    return curl_easy_setopt(easy, (CURLoption)181 /* CURLOPT_PROTOCOLS */, mask);
}

typedef size_t (*tcface_curl_data_function)(char *bytes, size_t size, size_t count, void *context);
typedef int (*tcface_curl_progress_function)(
    void *context, curl_off_t download_total, curl_off_t downloaded, curl_off_t upload_total, curl_off_t uploaded);
typedef int (*tcface_curl_seek_function)(void *context, curl_off_t offset, int origin);
typedef int (*tcface_curl_begin_function)(
    void *context, char *remote_address, char *local_address, int remote_port, int local_port);

static inline CURLcode tcface_curl_on_read(void *easy, tcface_curl_data_function function, void *context) {
    CURLcode result = curl_easy_setopt(easy, CURLOPT_READFUNCTION, function);
    return result != CURLE_OK ? result : curl_easy_setopt(easy, CURLOPT_READDATA, context);
}

static inline CURLcode tcface_curl_on_write(void *easy, tcface_curl_data_function function, void *context) {
    CURLcode result = curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, function);
    return result != CURLE_OK ? result : curl_easy_setopt(easy, CURLOPT_WRITEDATA, context);
}

static inline CURLcode tcface_curl_on_header(void *easy, tcface_curl_data_function function, void *context) {
    CURLcode result = curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, function);
    return result != CURLE_OK ? result : curl_easy_setopt(easy, CURLOPT_HEADERDATA, context);
}

static inline CURLcode tcface_curl_on_seek(void *easy, tcface_curl_seek_function function, void *context) {
    CURLcode result = curl_easy_setopt(easy, CURLOPT_SEEKFUNCTION, function);
    return result != CURLE_OK ? result : curl_easy_setopt(easy, CURLOPT_SEEKDATA, context);
}

static inline CURLcode tcface_curl_on_progress(void *easy, tcface_curl_progress_function function, void *context) {
    CURLcode result = curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, function);
    return result != CURLE_OK ? result : curl_easy_setopt(easy, CURLOPT_XFERINFODATA, context);
}

// Called when a connection is ready and before the first byte of the request is sent on it.
static inline CURLcode tcface_curl_on_begin(void *easy, tcface_curl_begin_function function, void *context) {
    CURLcode result = curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, function);
    return result != CURLE_OK ? result : curl_easy_setopt(easy, CURLOPT_PREREQDATA, context);
}

static int tcface_curl_close_on_exec(void *context, curl_socket_t socket, curlsocktype purpose) {
    (void)context;
    (void)purpose;
    // A failure leaves the descriptor as it was, which harms nothing but a child's descriptor table.
    (void)fcntl(socket, F_SETFD, FD_CLOEXEC);
    return CURL_SOCKOPT_OK;
}

// Keeps connections from the children of this process (libcurl itself does that from 8.15 on): a child that outlives a
// cancelled transfer would otherwise keep its connection open.
static inline CURLcode tcface_curl_keep_from_children(void *easy) {
    return curl_easy_setopt(easy, CURLOPT_SOCKOPTFUNCTION, tcface_curl_close_on_exec);
}

static inline CURLcode tcface_curl_get_long(void *easy, CURLINFO info, long *value) {
    return curl_easy_getinfo(easy, info, value);
}

static inline CURLcode tcface_curl_get_offset(void *easy, CURLINFO info, curl_off_t *value) {
    return curl_easy_getinfo(easy, info, value);
}

static inline CURLcode tcface_curl_get_string(void *easy, CURLINFO info, const char **value) {
    return curl_easy_getinfo(easy, info, value);
}

static inline CURLMcode tcface_curl_multi_set_long(void *multi, CURLMoption option, long value) {
    return curl_multi_setopt(multi, option, value);
}

// The next finished transfer of a multi handle with its result, or NULL when there is none.
static inline void *tcface_curl_multi_next_done(void *multi, CURLcode *result) {
    int left = 0;
    CURLMsg *message;
    while ((message = curl_multi_info_read(multi, &left)) != NULL) {
        if (message->msg == CURLMSG_DONE) {
            *result = message->data.result;
            return message->easy_handle;
        }
    }
    return NULL;
}

// libcurl over OpenSSL writes the TLS secrets of every connection to the file that SSLKEYLOGFILE names,
// and has no option against it. It installs its key log callback before it hands the SSL_CTX to the
// application, so that taking the callback away here closes that door. libssl is looked up in the
// running process, since libcurl brings it and we do not link it.
static CURLcode tcface_curl_drop_key_log(CURL *easy, void *context, void *unused) {
    (void)easy;
    (void)unused;
    void (*set_callback)(void *, void (*)(const void *, const char *)) = NULL;
#ifdef RTLD_DEFAULT
    void *scope = RTLD_DEFAULT;
#else
    void *scope = (void *)0;
#endif
    *(void **)&set_callback = dlsym(scope, "SSL_CTX_set_keylog_callback");
    if (set_callback != NULL && context != NULL) set_callback(context, NULL);
    return CURLE_OK;
}

// A libcurl whose TLS is not OpenSSL answers CURLE_NOT_BUILT_IN or CURLE_UNKNOWN_OPTION.
static inline CURLcode tcface_curl_refuse_key_log(void *easy) {
    return curl_easy_setopt(easy, CURLOPT_SSL_CTX_FUNCTION, tcface_curl_drop_key_log);
}
