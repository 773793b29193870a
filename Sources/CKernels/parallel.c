#include "parallel.h"

#include "CKernels.h"

#include <malloc.h>
#include <pthread.h>
#include <stddef.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

// libgomp's own entry points: the toolchain's clang speaks LLVM's OpenMP interface, oneDNN's library GNU's. A second
// pool would fight the first for the cores.
extern void GOMP_parallel(void (*fn)(void *), void *data, unsigned threads, unsigned flags);
extern int omp_get_thread_num(void);
extern int omp_get_num_threads(void);
extern int omp_get_max_threads(void);
extern void omp_set_num_threads(int);
extern int omp_in_parallel(void);

typedef struct {
  gm_body body;
  const void *context;
  int64_t count;
} task;

unsigned gm_flush_denormals(void) {
#if defined(__x86_64__)
  unsigned before = _mm_getcsr();
  _mm_setcsr(before | 0x8040);
  return before;
#else
  return 0;
#endif
}

void gm_restore_denormals(unsigned before) {
#if defined(__x86_64__)
  _mm_setcsr(before);
#else
  (void)before;
#endif
}

// ThreadSanitizer does not see how libgomp waits: it is told that what came before a parallel loop is seen inside, and
// what was done inside after it.
#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define GM_TELLS_ORDER 1
#endif
#endif
#ifdef GM_TELLS_ORDER
extern void __tsan_acquire(void *);
extern void __tsan_release(void *);
#define GM_SEES(place) __tsan_acquire(place)
#define GM_SHOWS(place) __tsan_release(place)
#else
#define GM_SEES(place) (void)(place)
#define GM_SHOWS(place) (void)(place)
#endif

/// Where the share of a thread begins. Long loops are divided at whole vectors: what is left over beside them is computed
/// one by one, with products fused otherwise, and would have other last bits.
static int64_t share_begin(int64_t count, int64_t thread, int64_t threads) {
  int64_t unit = count >= 8192 ? 256 : count >= 1024 ? 64 : 1;
  return thread == threads ? count : count * thread / threads / unit * unit;
}

static void run_share(void *data) {
  GM_SEES(data);
  const task *t = data;
  int64_t threads = omp_get_num_threads(), thread = omp_get_thread_num();
  int64_t lower = share_begin(t->count, thread, threads), upper = share_begin(t->count, thread + 1, threads);
  gm_flush_denormals();  // for good on the pool's threads
  if (lower < upper) t->body(t->context, lower, upper);
  GM_SHOWS(data);
}

static void *pass(void *gate) {
  pthread_mutex_lock(gate);
  pthread_mutex_unlock(gate);
  return NULL;
}

int gm_obtainable_threads(int count) {
  enum { most = 4096 };
  static int obtained = 1;  // what the pool has grown to
  static pthread_t threads[most];
  if (count <= obtained) return count;
  pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
  int wanted = count > most ? most : count, more = 0;
  pthread_mutex_lock(&gate);
  while (obtained + more < wanted && pthread_create(&threads[more], NULL, pass, &gate) == 0) more++;
  pthread_mutex_unlock(&gate);
  for (int i = 0; i < more; i++) pthread_join(threads[i], NULL);
  if (obtained + more < wanted) return obtained + more;
  if (wanted > obtained) obtained = wanted;
  return wanted;
}

void gm_parallel(int64_t count, int64_t grain, gm_body body, const void *context) {
  if (count <= 0) return;
  int threads = omp_get_max_threads();
  unsigned before = gm_flush_denormals();
  if (threads == 1 || count < 2 * grain || omp_in_parallel() || gm_obtainable_threads(threads) < threads) {
    body(context, 0, count);
  } else {
    task t = {body, context, count};
    GM_SHOWS(&t);
    GOMP_parallel(run_share, &t, 0, 0);
    GM_SEES(&t);
  }
  gm_restore_denormals(before);
}

typedef struct {
  void (*body)(void *context, int index);
  void *context;
  int count, next;
} concurrent_task;

static void run_concurrent(void *data) {
  GM_SEES(data);
  concurrent_task *t = data;
  gm_flush_denormals();
  // A thread that was pushed off its core leaves its parts to the others.
  for (int i; (i = __atomic_fetch_add(&t->next, 1, __ATOMIC_RELAXED)) < t->count;) t->body(t->context, i);
  GM_SHOWS(data);
}

int gm_thread_number(void) { return omp_get_thread_num(); }

void gm_run_concurrently(int count, int most, void (*body)(void *context, int index), void *context) {
  concurrent_task t = {body, context, count, 0};
  int threads = omp_get_max_threads();
  if (threads > most) threads = most;
  unsigned before = gm_flush_denormals();
  GM_SHOWS(&t);
  GOMP_parallel(run_concurrent, &t, (unsigned)(count < threads ? count : threads), 0);
  GM_SEES(&t);
  gm_restore_denormals(before);
}

static void nothing(const void *context, int64_t lower, int64_t upper) {
  (void)context, (void)lower, (void)upper;
}

void gm_set_threads(int count) {
  omp_set_num_threads(count < 1 ? 1 : count);
  gm_parallel(1 << 20, 1, nothing, NULL);
}

int gm_threads(void) { return omp_get_max_threads(); }

void gm_return_large_memory(void) { mallopt(M_MMAP_THRESHOLD, 1 << 20); }
