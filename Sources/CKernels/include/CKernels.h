// Fused kernels of the model, in C for the compiler's vectoriser: each function is compiled for several instruction
// sets and the best one is chosen when the program starts. Matrices are row-major float32. All kernels run on
// OpenMP's thread pool, the one that oneDNN uses, with denormals flushed to zero.
//
// Symbols as in the paper: y observation, x clustered latent, w style latent, z component. B examples a batch, M samples
// an example, R = B·M rows (row r = b·M + j), K components, Dx and Dw the sizes of x and w.
#ifndef CKERNELS_H
#define CKERNELS_H

#include "CGraph.h"

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

// Threads

/// How many of `count` threads the system lets this program have, the one that asks included; libgomp ends the program
/// if it does not get those it is told to start.
int gm_obtainable_threads(int count);
/// Sets how many threads kernels and oneDNN use, and flushes denormals on those of the pool.
void gm_set_threads(int count);
/// Flush-to-zero and denormals-are-zero on the calling thread: responsibilities near 0 would otherwise slow every
/// product a hundredfold. Kernels do this themselves, and put back what was: other arithmetic keeps its small numbers.
unsigned gm_flush_denormals(void);
/// Puts back what `gm_flush_denormals` found.
void gm_restore_denormals(unsigned before);
/// Lets arrays of a megabyte and more go back to the system when they are freed; left alone, that limit grows to 32 MB.
void gm_return_large_memory(void);
/// The number of threads in use.
int gm_threads(void);
/// The number of the thread that asks, among those of the parallel work that it is part of, from 0.
int gm_thread_number(void);
/// Calls `body(context, i)` for i in 0..<count on the pool's threads, at most so many of them, and waits for all. Kernels and oneDNN's
/// operations called inside run on that one thread.
void gm_run_concurrently(int count, int most, void (*body)(void *context, int index), void *context);
/// What ends lines in a text, and how many quotes are in it.
typedef struct {
  int64_t lines, quotes;
} gm_marks;
/// Counts line feeds, carriage returns without one behind them, and quotes. `before` is the byte before the first: a carriage return at
/// the end counts with the byte that follows.
gm_marks gm_text_marks(const uint8_t *bytes, int64_t count, uint8_t before);

// Tables in double precision: rows of numbers, NaN if one is missing

/// Adds rows, but for those left out, to what is known of the columns (6 × columns): how many values there are and how many are missing,
/// the first value, the sum of the differences from it, the least and the greatest.
void gm_add_columns(int64_t rows, int64_t columns, const double *values, const _Bool *left_out, double *known);
/// square[c] += Σ_r (values[r, c] - mean[c])², but for rows left out.
void gm_add_squares(int64_t rows, int64_t columns, const double *values, const _Bool *left_out,
                    const double *mean, double *square);
/// (y - offset) · factor as float32, of the mean if y is missing; rows to train on and to test on go on behind those before.
void gm_scale_rows(int64_t rows, int64_t columns, const double *values, const double *offset,
                   const double *factor, const double *mean, const _Bool *is_test,
                   float *_Nullable *_Nonnull train, float *_Nullable *_Nonnull test);
/// Packs rows as whole numbers: y = whole / power to the bit, with a power of ten up to 10⁹ for each column, which begins as 1. Returns
/// 0 if some value is no such quotient.
int gm_pack_rows(int64_t rows, int64_t columns, const double *values, double *powers,
                 int32_t *whole);
/// The rows that were packed.
void gm_unpack_rows(int64_t rows, int64_t columns, const int32_t *whole, const double *powers,
                    double *values);
/// The instruction set that the kernels use: "avx512", "avx2" or "baseline". It is the best that the processor has, or
/// the one below it that GMVAE_INSTRUCTIONS names in the environment.
const char *gm_instruction_set(void);
/// The best that the processor has.
const char *gm_best_instruction_set(void);

// Random numbers: Philox4x32-10 (Salmon et al. 2011), a pure function of key and counter

/// One Philox4x32-10 block.
void gm_philox(const uint32_t counter[_Nonnull 4], const uint32_t key[_Nonnull 2], uint32_t output[_Nonnull 4]);
/// Fills `output` with standard normal numbers; element i depends on (seed, purpose, epoch, step, i) only.
void gm_normals(uint64_t seed, uint32_t purpose, uint32_t epoch, uint32_t step, int64_t count, float *output);
/// Fills `output` with numbers uniform in ±`limit`, likewise.
void gm_uniforms(uint64_t seed, uint32_t purpose, uint32_t epoch, uint32_t step, int64_t count, float limit,
                 float *output);
/// Replaces each y in 0…1 by a Bernoulli draw with that probability.
void gm_bernoulli_draws(uint64_t seed, uint32_t purpose, uint32_t epoch, uint32_t step, int64_t count, float *y);

// Batches

/// destination[r, :] = scale · source[indices[r], :] + offset
void gm_gather_bytes(const uint8_t *source, const int32_t *indices, int64_t rows, int64_t columns, float scale,
                     float offset, float *destination);
/// destination[r, :] = source[indices[r], :]
void gm_gather_floats(const float *source, const int32_t *indices, int64_t rows, int64_t columns, float *destination);

// Layers

typedef enum { GM_IDENTITY = 0, GM_RELU = 1, GM_TANH = 2 } gm_activation;
/// gradient *= f'(·), written in terms of the activation's output a: relu a > 0, tanh 1 - a².
void gm_activation_backward(gm_activation activation, int64_t count, const float *output, float *gradient);
/// Where the values of a channel lie: channels in groups of up to GM_CHANNEL_GROUP that lie side by side; value (b, p) of
/// group g begins at b·batch_stride + g·group_stride + p·pixel_stride.
typedef struct {
  int64_t batch, channels, pixels, batch_stride, group_stride, pixel_stride;
} gm_channels;
#define GM_CHANNEL_GROUP 16
/// Floats of scratch memory that normalization takes for `channels` channels.
int64_t gm_normalization_scratch(int64_t channels);

/// y = max(0, scale·(x - mean)/√(variance + epsilon) + shift) with the batch's own mean and variance of each channel,
/// which are returned, and which the running ones move toward by `momentum` (the variance with Bessel's correction).
void gm_normalize_training(const gm_channels *shape, float epsilon, float momentum, const float *x, const float *scale,
                           const float *shift, float *mean, float *variance, float *running_mean,
                           float *running_variance, float *scratch, float *y);
/// The same with given means and variances.
void gm_normalize(const gm_channels *shape, float epsilon, const float *x, const float *scale, const float *shift,
                  const float *mean, const float *variance, float *y);
/// `gradient` is dL/dy on entry and dL/dx on return.
void gm_normalize_backward(const gm_channels *shape, float epsilon, const float *x, const float *scale,
                           const float *shift, const float *mean, const float *variance, float *scratch,
                           float *gradient, float *d_scale, float *d_shift);

/// y = max(0, scale·(x - mean)/√(variance + epsilon) + shift) with the mean and variance of each example over channels × pixels, of
/// which `moments` keeps the mean and the inverse of the root.
void gm_layer_normalize(int64_t batch, int64_t channels, int64_t pixels, float epsilon, const float *x, const float *scale,
                        const float *shift, float *moments, float *y);
/// `gradient` is dL/dy on entry and dL/dx on return.
void gm_layer_normalize_backward(int64_t batch, int64_t channels, int64_t pixels, const float *x, const float *scale,
                                 const float *shift, const float *moments, float *gradient, float *d_scale, float *d_shift);

typedef struct {
  int64_t batch, channels, kernel, stride, padding;
  /// Sides of the small image and of the large one.
  int64_t height, width, large_height, large_width;
} gm_columns;

/// The second half of a deconvolution: image[b, o, i·stride - padding + k] = bias[o] + Σ columns[(b, i), (o, k)].
/// `columns` is (batch · height · width) × (channels · kernel²), `image` holds channel planes.
void gm_columns_to_image(const gm_columns *shape, const float *columns, const float *bias, float *image);
/// Its transpose: columns[(b, i), (o, k)] = image[b, o, i·stride - padding + k], 0 outside of the image.
void gm_image_to_columns(const gm_columns *shape, const float *image, float *columns);
/// sums[o] = Σ over batch and pixels of image[b, o, ·]
void gm_channel_sums(int64_t batch, int64_t channels, int64_t pixels, const float *image, float *sums);

typedef struct {
  float rate, epsilon;
  /// In double precision, for 1 - beta2 to keep its digits.
  double beta1, beta2;
  /// 1 - beta1^t and 1 - beta2^t at this step.
  float correction1, correction2;
} gm_adam_settings;
/// sum += addend
void gm_add(int64_t count, const float *addend, float *sum);
/// One Adam step (Kingma and Ba 2015) over all parameters in one pass. Gives 0 where a new value is not finite.
int gm_adam(const gm_adam_settings *settings, int64_t count, float *parameters, const float *gradients,
            float *first_moments, float *second_moments);

// Dense layers in blocks

/// A dense layer: R rows of I inputs give R rows of O outputs. W lies in blocks of 16 outputs; a block has a line of 16
/// for each input, and for as many more as make their number a multiple of 16. Those, and outputs beyond O, are 0.
#define GM_DENSE_LINE 16
typedef struct {
  int64_t rows, inputs, outputs;
} gm_dense;
/// Floats of scratch memory that each of the following takes.
int64_t gm_dense_scratch(const gm_dense *sizes);
/// y = f(x · Wᵀ + b), R × O.
void gm_dense_forward(const gm_dense *sizes, gm_activation activation, const float *x, const float *weights,
                      const float *_Nullable bias, float *scratch, float *y);
/// dx = dy · W, R × I.
void gm_dense_input_gradient(const gm_dense *sizes, const float *dy, const float *weights, float *scratch, float *dx);
/// dW = dyᵀ · x, in the blocks of W, and db = Σ dy.
void gm_dense_gradients(const gm_dense *sizes, const float *x, const float *dy, float *scratch, float *d_weights,
                        float *_Nullable d_bias);
/// The same with one step of Adam on W: each part of dW is used where it was computed, and not kept. Gives 0 where a new
/// value is not finite.
int gm_dense_adam(const gm_dense *sizes, const float *x, const float *dy, float *scratch,
                  const gm_adam_settings *settings, float *weights, float *first_moments, float *second_moments,
                  float *_Nullable d_bias);

// The model's terms

typedef struct {
  int64_t batch, samples, components, latent, style;
  /// K where the encoder has logits of q(z|y), else 0.
  int64_t logits;
} gm_sizes;

/// Limits of every log variance; outside of them the gradient is zero.
#define GM_LOG_VARIANCE_LIMIT 20.0f

/// x[r] = mu_x[b] + exp(lv_x[b]/2)·noise_x[r], the same for w. `heads` is B × (2Dx + 2Dw): mu_x, lv_x, mu_w, lv_w,
/// and the logits of z if there are such.
void gm_reparameterize(const gm_sizes *sizes, const float *heads, const float *noise_x, const float *noise_w, float *x,
                       float *w);
/// Gradient of `heads` through the draws, plus `style_weight`/B times that of KL(q(w|y) ‖ N(0, I)).
/// `d_heads` holds on entry what the conditional prior adds to mu_x and lv_x (its w part is overwritten).
void gm_reparameterize_backward(const gm_sizes *sizes, float style_weight, const float *heads, const float *noise_x,
                                const float *noise_w, const float *dx, const float *dw, float *d_heads);
/// KL(q(w|y) ‖ N(0, I)) of each example.
void gm_style_divergence(const gm_sizes *sizes, const float *heads, float *divergence);

/// How the conditional prior and the component prior are computed: with KL(q(x|y) ‖ N(mu_k, var_k)) in closed form; with log q(x|y)
/// - log N(x; mu_k, var_k) at the draw of x in its place; or, the paper's first version, in closed form and with q(z|y), the softmax
/// of the encoder's logits, in place of p(z|x,w).
typedef enum { GM_CLOSED_FORM = 0, GM_SAMPLED = 1, GM_FIRST_VERSION = 2 } gm_formulation;
/// What the conditional prior counts, the component prior, and in the first version the entropy of p(z|x,w).
typedef struct { float conditional, component, violation; } gm_mixture_weights;

/// Responsibilities p(z=k|x,w) (R × K), inverse variances (R × K·Dx), KL(q(x|y) ‖ N(mu_k, var_k)) (R × K), and for each
/// row the conditional prior Σ_k p_k KL_k and the component prior log K + Σ_k p_k log p_k.
/// `prior` is R × 2K·Dx: the means, k-major, then the log variances.
void gm_mixture_forward(const gm_sizes *sizes, gm_formulation formulation, const float *heads, const float *x, const float *prior,
                        float *responsibilities, float *inverse_variances, float *divergences, float *conditional,
                        float *component);
/// Gradients of the terms times their weights, each a mean over rows, with those through the responsibilities: written to
/// `d_prior`, added to `dx`, and written to the x part and the logits of `d_heads`. A sampled divergence's gradient takes x for the
/// draw that it is: mu_x + exp(lv_x/2)·noise.
void gm_mixture_backward(const gm_sizes *sizes, gm_formulation formulation, gm_mixture_weights weights, const float *heads,
                         const float *x, const float *prior, const float *responsibilities,
                         const float *inverse_variances, const float *divergences, float *dx, float *d_prior,
                         float *d_heads);
/// log N(x; mu_k, var_k) up to the constant -Dx/2·log 2π, for each row and component (R × K).
void gm_mixture_log_densities(const gm_sizes *sizes, const float *x, const float *prior, float *log_densities);

// Likelihoods: log p(y|x) of each row r, where y is B × D and a row of the decoder's outputs has D first parameters, then D second
// ones, and so on

typedef struct {
  /// B, M and D.
  int64_t batch, samples, size;
  /// What each number of an example counts in log p, or NULL for 1: D numbers for all examples where the stride is 0, D for each
  /// example if it is D.
  const float *_Nullable weights;
  int64_t weights_stride;
  /// For each number how many levels of a category begin with it, 0 for one that is no level; NULL if the likelihood has no columns.
  const int32_t *_Nullable levels;
  const float *y, *outputs;
  float *log_likelihood;
  /// The gradient of -weight·(mean over rows of log p) with respect to the outputs, or NULL.
  float *_Nullable gradient;
  float weight;
} gm_observation;

/// Independent Bernoulli pixels; the outputs are logits.
void gm_bernoulli_likelihood(const gm_observation *observation);
/// A diagonal Gaussian; the outputs are means and log variances.
void gm_gaussian_likelihood(const gm_observation *observation);
/// Independent Poisson counts; the outputs are log rates.
void gm_poisson_likelihood(const gm_observation *observation);
/// Negative binomial counts: logits, whose softmax times the example's total is the mean, and log dispersions.
void gm_nb_likelihood(const gm_observation *observation);
/// The same with more zeros: the third outputs are the logits of their share.
void gm_zinb_likelihood(const gm_observation *observation);
/// Categories, the logits of their levels.
void gm_categorical_likelihood(const gm_observation *observation);
/// Categories and Gaussian numbers: logits or means, and log variances, of which those of categories mean nothing.
void gm_mixed_likelihood(const gm_observation *observation);
/// Turns the logits of rows of the count likelihoods' outputs into means of examples with so many counts, in place.
void gm_count_means(int64_t rows, int64_t size, int64_t parameters, float total, float *outputs);
/// Turns the logits of categories in rows of outputs into probabilities, in place.
void gm_category_means(int64_t rows, int64_t size, int64_t parameters, const int32_t *_Nullable levels, float *outputs);
/// logarithms[i] = ln(1 + y[i]) for y ≥ 0
void gm_logarithms(int64_t count, const float *y, float *logarithms);
/// powers[i] = e^x[i]
void gm_exponentials(int64_t count, const float *x, float *powers);
/// logits → probabilities 1 / (1 + exp(-l)).
void gm_sigmoid(int64_t count, const float *logits, float *probabilities);

// Fitting a mixture of Gaussians with diagonal covariances, in double precision

/// Responsibilities (N × K) and log likelihoods of N points, given by columns (D × N), for means and inverse variances (K × D) and
/// the components' log weights with their constants (K).
void gm_fit_expect(int64_t count, int64_t dimensions, int64_t components, const float *columns, const double *means,
                   const double *precisions, const double *constants, double *responsibilities, double *logs);
/// The weights (K), means and variances (K × D) that are likeliest for given responsibilities of points (N × D).
void gm_fit_maximize(int64_t count, int64_t dimensions, int64_t components, const float *rows,
                     const double *responsibilities, double least_variance, double *weights, double *means,
                     double *variances);
/// Squared distances of points, given by columns, from a center.
void gm_fit_distances(int64_t count, int64_t dimensions, const float *columns, const float *center, double *distances);

// Consistency: examples and their transformed copies belong to the same components

typedef struct { int64_t batch, channels, height, width; } gm_images;
/// Standard deviations: of the rotation in radians, of the shear, of the logarithms of both scales, and of the shifts in
/// half widths and half heights of the image.
typedef struct { float rotation, shear, scale, shift; } gm_distortion;
/// How many standard normal numbers a copy takes.
#define GM_AFFINE_NOISE 6
/// The values that copies may have.
typedef struct { float lower, upper; int is_whole; } gm_support;
/// A copy of each image (channel planes) under a random affine map around its middle, between pixels bilinear, 0 outside, and
/// the nearest value of the support for each pixel. `noise` is batch × GM_AFFINE_NOISE: rotation, shear, two scales, two shifts.
void gm_affine_copies(const gm_images *images, const gm_distortion *distortion, gm_support support, const float *noise,
                      const float *source, float *copies);
/// A copy of each row (B × D) with normal noise of `noise` times the column's standard deviation in the batch, and of the
/// numbers whose uniform one (in ±½) is in the lowest share `dropout` those of the next row instead; each is the nearest value of
/// the support.
void gm_noisy_copies(int64_t batch, int64_t size, float noise, float dropout, gm_support support, const float *normals,
                     const float *uniforms, const float *source, float *copies);

/// x = mu_x and w = mu_w of each row of `heads`.
void gm_posterior_means(const gm_sizes *sizes, const float *heads, float *x, float *w);
/// Adds the gradients of the means to those of `heads`.
void gm_posterior_means_backward(const gm_sizes *sizes, const float *dx, const float *dw, float *d_heads);
/// Gradients through log densities of which `gradient` (R × K) is dL/d: written to `dx` and `d_prior`.
void gm_mixture_log_densities_backward(const gm_sizes *sizes, const float *gradient, const float *x, const float *prior,
                                       float *dx, float *d_prior);

typedef struct {
  float weight, temperature, balance, entropy;
  /// G: components k with the same k mod G count as one; K where each counts for itself.
  int64_t groups;
} gm_consistency;
/// KL(q ‖ q') + balance·KL(q̄ ‖ uniform) + entropy·H(q), means over B examples, where q and q' are the softmax of the log
/// densities of an example and of its copy divided by the temperature, summed over each group, q̄ is the mean of q, and q is
/// no function of the parameters in the first term. `log_densities` is 2B × K, the copies last, and becomes weight times the
/// gradient; `scratch` has 2B × G numbers.
float gm_consistency_loss(const gm_consistency *consistency, int64_t batch, int64_t components, float *log_densities,
                          float *scratch);

/// What is asked of pairs of neighbors: the weights of agreement and of the cross entropy with given clusters, and the
/// temperature that log densities are divided by.
typedef struct {
  float weight, partition, temperature;
} gm_agreement;
/// -log Σ_k q_k q'_k, a mean over B pairs, + KL(q̄ ‖ π), with q and q' the softmax of the log densities of an example and of its
/// neighbor divided by the temperature, q̄ the mean of q and π given shares. `log_densities` is 2B × K, the neighbors last, and
/// becomes weight times the gradient, that of partition times the cross entropy of q with `clusters` included; `scratch` has
/// 2B × K numbers.
float gm_agreement_loss(const gm_agreement *agreement, int64_t batch, int64_t components, const int32_t *clusters,
                        const float *log_shares, float *log_densities, float *scratch);

/// -log q_c, a mean over the examples with a label c (none where it is negative), 0 without any; q is the softmax of an
/// example's log densities (B × K). weight / B times the gradient of each is added to `gradient`, B × K.
float gm_supervision_loss(float weight, int64_t batch, int64_t components, const int32_t *labels,
                          const float *log_densities, float *gradient);

// Principal components

/// covariance[i, j] = Σ_r (x_ri - mean_i) (x_rj - mean_j) for j ≥ i, D × D, of N points (N × D); the rest is 0. Gives 0 where
/// memory is out.
int gm_covariance(int64_t count, int64_t dimensions, const float *points, const double *mean, double *covariance);
/// coordinates[r, k] = Σ_d (x_rd - mean_d) columns[d, k]: N points on K axes, the columns of a D × K matrix.
void gm_project(int64_t count, int64_t dimensions, int64_t axes, const float *points, const double *mean,
                const double *columns, double *coordinates);

// Embedding in the plane

/// The `neighbors` nearest other points of each of N points (N × D, finite), exactly: N × k indices and squared distances
/// in no order of meaning. `neighbors` is at most N - 1. Gives 0 if memory is out, or `goes_on`, which may be NULL and is
/// told the share done about once a second, gives 0.
typedef int (*gm_goes_on)(void *_Nullable context, double done);
int gm_nearest_neighbors(int64_t count, int64_t dimensions, int64_t neighbors, const float *points, int32_t *indices,
                         float *distances, gm_goes_on _Nullable goes_on, void *_Nullable context);
/// The same nearly, in a time that grows as N log N: neighbors of neighbors are looked at, beginning with those that trees of
/// random planes put together. Nearest first; N is more than `neighbors`. The bits depend on the points and `seed` alone.
int gm_near_neighbors(int64_t count, int64_t dimensions, int64_t neighbors, const float *points, uint64_t seed,
                      uint32_t purpose, int32_t *indices, float *distances, gm_goes_on _Nullable goes_on,
                      void *_Nullable context);
/// Turns each row of squared distances into p_j|i = exp(-beta_i d_ij²) / Σ, beta_i such that the row has the perplexity.
void gm_neighbor_probabilities(int64_t count, int64_t neighbors, double perplexity, float *distances);

/// The memory of a gradient descent on N points in the plane.
typedef struct gm_embedding gm_embedding;

/// `theta`, at most 0.7: cells are seen as one from distances beyond their side divided by it. NULL if memory is out.
gm_embedding *_Nullable gm_embedding_create(int64_t count, float theta);
void gm_embedding_destroy(gm_embedding *embedding);
/// The gradient of t-SNE at `points` (N × 2), P symmetric: 4 Σ_j (exaggeration·p_ij - q_ij) (y_i - y_j) / (1 + d_ij²), with
/// q_ij = 1/(1 + d_ij²) / Z. Gives Z = Σ 1/(1 + d²) over all pairs.
double gm_embedding_gradient(gm_embedding *embedding, const gm_sparse *p, float exaggeration, const float *points,
                             float *gradient);
/// KL(P ‖ Q) at the points of the last gradient, which gave `sum`.
double gm_embedding_divergence(gm_embedding *embedding, const gm_sparse *p, double sum, const float *points);
/// One step of gradient descent with momentum, and a gain for each coordinate that grows while its gradient turns.
void gm_embedding_step(gm_embedding *embedding, float rate, float momentum, const float *gradient, float *points);

// The build

/// The commit that the program was made from; empty if the build was not told.
const char *gm_commit(void);

#pragma clang assume_nonnull end
#endif
