// oneDNN's C API as this project uses it, the same for 2.x and 3.x. Version 3 made memory descriptors opaque and created
// primitive descriptors directly, without operation descriptors; everything that differs is in this file.
#ifndef GM_DNNL_SHIM_H
#define GM_DNNL_SHIM_H

#include <dnnl.h>
#include <stdlib.h>

#define GM_DNNL_3 (DNNL_VERSION_MAJOR >= 3)

/// A tensor's dimensions, data type and memory format, owned by whoever created it.
#if GM_DNNL_3
typedef dnnl_memory_desc_t gm_layout;
typedef const_dnnl_memory_desc_t gm_layout_view;
#else
typedef dnnl_memory_desc_t *gm_layout;
typedef const dnnl_memory_desc_t *gm_layout_view;
#endif

/// A dense layout of numbers of that type in the order `tag`, or dnnl_format_tag_any to let a primitive choose.
static inline dnnl_status_t gm_layout_create(gm_layout *layout, int rank, const int64_t *dimensions,
                                             dnnl_data_type_t type, dnnl_format_tag_t tag) {
#if GM_DNNL_3
  return dnnl_memory_desc_create_with_tag(layout, rank, dimensions, type, tag);
#else
  *layout = malloc(sizeof(**layout));
  return *layout ? dnnl_memory_desc_init_by_tag(*layout, rank, dimensions, type, tag) : dnnl_out_of_memory;
#endif
}

static inline dnnl_status_t gm_layout_copy(gm_layout *layout, gm_layout_view other) {
#if GM_DNNL_3
  return dnnl_memory_desc_clone(layout, other);
#else
  *layout = malloc(sizeof(**layout));
  if (!*layout) return dnnl_out_of_memory;
  **layout = *other;
  return dnnl_success;
#endif
}

static inline void gm_layout_destroy(gm_layout layout) {
#if GM_DNNL_3
  dnnl_memory_desc_destroy(layout);
#else
  free(layout);
#endif
}

/// Whether the processor multiplies bfloat16 numbers itself.
static inline int gm_has_bfloat16(void) {
  return (dnnl_get_effective_cpu_isa() & dnnl_cpu_isa_avx512_core_bf16) == dnnl_cpu_isa_avx512_core_bf16;
}

/// The first numbers of `whole` in each dimension.
static inline dnnl_status_t gm_layout_part(gm_layout *layout, gm_layout_view whole, const int64_t *dimensions) {
  static const int64_t origin[DNNL_MAX_NDIMS] = {0};
#if GM_DNNL_3
  return dnnl_memory_desc_create_submemory(layout, whole, dimensions, origin);
#else
  *layout = malloc(sizeof(**layout));
  return *layout ? dnnl_memory_desc_init_submemory(*layout, whole, dimensions, origin) : dnnl_out_of_memory;
#endif
}

/// The layout that a primitive expects for an argument; valid as long as the primitive descriptor.
static inline gm_layout_view gm_expected_layout(const_dnnl_primitive_desc_t descriptor, int argument) {
  return dnnl_primitive_desc_query_md(descriptor, dnnl_query_exec_arg_md, argument);
}

/// Attributes of every operation: the caller provides scratch memory, so that running takes none, on whatever thread;
/// and `activation`, unless it is dnnl_alg_kind_undef, is applied to the result.
static inline dnnl_status_t gm_attributes_create(dnnl_primitive_attr_t *attributes, dnnl_alg_kind_t activation) {
  dnnl_status_t status = dnnl_primitive_attr_create(attributes);
  if (status == dnnl_success)
    status = dnnl_primitive_attr_set_scratchpad_mode(*attributes, dnnl_scratchpad_mode_user);
  if (status != dnnl_success || activation == dnnl_alg_kind_undef) return status;
  dnnl_post_ops_t operations;
  status = dnnl_post_ops_create(&operations);
  if (status != dnnl_success) return status;
#if GM_DNNL_3
  status = dnnl_post_ops_append_eltwise(operations, activation, 0, 0);
#else
  status = dnnl_post_ops_append_eltwise(operations, 1, activation, 0, 0);
#endif
  if (status == dnnl_success) status = dnnl_primitive_attr_set_post_ops(*attributes, operations);
  dnnl_post_ops_destroy(operations);
  return status;
}

/// y = f(x · Wᵀ + b)
static inline dnnl_status_t gm_inner_product_forward(dnnl_primitive_desc_t *descriptor, dnnl_engine_t engine,
                                                     dnnl_prop_kind_t kind, gm_layout_view source,
                                                     gm_layout_view weights, gm_layout_view bias,
                                                     gm_layout_view destination,
                                                     const_dnnl_primitive_attr_t attributes) {
#if GM_DNNL_3
  return dnnl_inner_product_forward_primitive_desc_create(descriptor, engine, kind, source, weights, bias, destination,
                                                          attributes);
#else
  dnnl_inner_product_desc_t operation;
  dnnl_status_t status = dnnl_inner_product_forward_desc_init(&operation, kind, source, weights, bias, destination);
  return status == dnnl_success ? dnnl_primitive_desc_create(descriptor, &operation, attributes, engine, NULL) : status;
#endif
}

/// dx = dy · W
static inline dnnl_status_t gm_inner_product_backward_data(dnnl_primitive_desc_t *descriptor, dnnl_engine_t engine,
                                                           gm_layout_view source_gradient, gm_layout_view weights,
                                                           gm_layout_view destination_gradient,
                                                           const_dnnl_primitive_desc_t forward,
                                                           const_dnnl_primitive_attr_t attributes) {
#if GM_DNNL_3
  return dnnl_inner_product_backward_data_primitive_desc_create(descriptor, engine, source_gradient, weights,
                                                                destination_gradient, forward, attributes);
#else
  dnnl_inner_product_desc_t operation;
  dnnl_status_t status =
      dnnl_inner_product_backward_data_desc_init(&operation, source_gradient, weights, destination_gradient);
  return status == dnnl_success ? dnnl_primitive_desc_create(descriptor, &operation, attributes, engine, forward) : status;
#endif
}

/// dW = dyᵀ · x, db = Σ dy
static inline dnnl_status_t gm_inner_product_backward_weights(dnnl_primitive_desc_t *descriptor, dnnl_engine_t engine,
                                                              gm_layout_view source, gm_layout_view weights_gradient,
                                                              gm_layout_view bias_gradient,
                                                              gm_layout_view destination_gradient,
                                                              const_dnnl_primitive_desc_t forward,
                                                           const_dnnl_primitive_attr_t attributes) {
#if GM_DNNL_3
  return dnnl_inner_product_backward_weights_primitive_desc_create(
      descriptor, engine, source, weights_gradient, bias_gradient, destination_gradient, forward, attributes);
#else
  dnnl_inner_product_desc_t operation;
  dnnl_status_t status = dnnl_inner_product_backward_weights_desc_init(&operation, source, weights_gradient,
                                                                       bias_gradient, destination_gradient);
  return status == dnnl_success ? dnnl_primitive_desc_create(descriptor, &operation, attributes, engine, forward) : status;
#endif
}

/// Kernel steps and padding of a convolution, or of a deconvolution, which runs it backward.
typedef struct {
  int transposed;
  int64_t strides[2], padding[2];
} gm_geometry;

#if GM_DNNL_3
static const int64_t gm_no_dilation[2] = {0, 0};
#endif

/// y = f(W ∗ x + b)
static inline dnnl_status_t gm_convolution_forward(dnnl_primitive_desc_t *descriptor, dnnl_engine_t engine,
                                                   dnnl_prop_kind_t kind, const gm_geometry *g, gm_layout_view source,
                                                   gm_layout_view weights, gm_layout_view bias,
                                                   gm_layout_view destination,
                                                   const_dnnl_primitive_attr_t attributes) {
#if GM_DNNL_3
  return g->transposed
             ? dnnl_deconvolution_forward_primitive_desc_create(
                   descriptor, engine, kind, dnnl_deconvolution_direct, source, weights, bias, destination, g->strides,
                   gm_no_dilation, g->padding, g->padding, attributes)
             : dnnl_convolution_forward_primitive_desc_create(
                   descriptor, engine, kind, dnnl_convolution_direct, source, weights, bias, destination, g->strides,
                   gm_no_dilation, g->padding, g->padding, attributes);
#else
  dnnl_convolution_desc_t operation;  // deconvolutions have the same descriptor
  dnnl_status_t status =
      g->transposed ? dnnl_deconvolution_forward_desc_init(&operation, kind, dnnl_deconvolution_direct, source, weights,
                                                           bias, destination, g->strides, g->padding, g->padding)
                    : dnnl_convolution_forward_desc_init(&operation, kind, dnnl_convolution_direct, source, weights,
                                                         bias, destination, g->strides, g->padding, g->padding);
  return status == dnnl_success ? dnnl_primitive_desc_create(descriptor, &operation, attributes, engine, NULL) : status;
#endif
}

/// dx from dy.
static inline dnnl_status_t gm_convolution_backward_data(dnnl_primitive_desc_t *descriptor, dnnl_engine_t engine,
                                                         const gm_geometry *g, gm_layout_view source_gradient,
                                                         gm_layout_view weights, gm_layout_view destination_gradient,
                                                         const_dnnl_primitive_desc_t forward,
                                                         const_dnnl_primitive_attr_t attributes) {
#if GM_DNNL_3
  return g->transposed
             ? dnnl_deconvolution_backward_data_primitive_desc_create(
                   descriptor, engine, dnnl_deconvolution_direct, source_gradient, weights, destination_gradient,
                   g->strides, gm_no_dilation, g->padding, g->padding, forward, attributes)
             : dnnl_convolution_backward_data_primitive_desc_create(
                   descriptor, engine, dnnl_convolution_direct, source_gradient, weights, destination_gradient,
                   g->strides, gm_no_dilation, g->padding, g->padding, forward, attributes);
#else
  dnnl_convolution_desc_t operation;
  dnnl_status_t status =
      g->transposed
          ? dnnl_deconvolution_backward_data_desc_init(&operation, dnnl_deconvolution_direct, source_gradient, weights,
                                                       destination_gradient, g->strides, g->padding, g->padding)
          : dnnl_convolution_backward_data_desc_init(&operation, dnnl_convolution_direct, source_gradient, weights,
                                                     destination_gradient, g->strides, g->padding, g->padding);
  return status == dnnl_success ? dnnl_primitive_desc_create(descriptor, &operation, attributes, engine, forward)
                                : status;
#endif
}

/// dW and db from x and dy.
static inline dnnl_status_t gm_convolution_backward_weights(dnnl_primitive_desc_t *descriptor, dnnl_engine_t engine,
                                                            const gm_geometry *g, gm_layout_view source,
                                                            gm_layout_view weights_gradient,
                                                            gm_layout_view bias_gradient,
                                                            gm_layout_view destination_gradient,
                                                            const_dnnl_primitive_desc_t forward,
                                                            const_dnnl_primitive_attr_t attributes) {
#if GM_DNNL_3
  return g->transposed
             ? dnnl_deconvolution_backward_weights_primitive_desc_create(
                   descriptor, engine, dnnl_deconvolution_direct, source, weights_gradient, bias_gradient,
                   destination_gradient, g->strides, gm_no_dilation, g->padding, g->padding, forward, attributes)
             : dnnl_convolution_backward_weights_primitive_desc_create(
                   descriptor, engine, dnnl_convolution_direct, source, weights_gradient, bias_gradient,
                   destination_gradient, g->strides, gm_no_dilation, g->padding, g->padding, forward, attributes);
#else
  dnnl_convolution_desc_t operation;
  dnnl_status_t status =
      g->transposed ? dnnl_deconvolution_backward_weights_desc_init(&operation, dnnl_deconvolution_direct, source,
                                                                    weights_gradient, bias_gradient,
                                                                    destination_gradient, g->strides, g->padding,
                                                                    g->padding)
                    : dnnl_convolution_backward_weights_desc_init(&operation, dnnl_convolution_direct, source,
                                                                  weights_gradient, bias_gradient, destination_gradient,
                                                                  g->strides, g->padding, g->padding);
  return status == dnnl_success ? dnnl_primitive_desc_create(descriptor, &operation, attributes, engine, forward)
                                : status;
#endif
}

/// Copies between layouts of the same dimensions.
static inline dnnl_status_t gm_reorder(dnnl_primitive_desc_t *descriptor, dnnl_engine_t engine, gm_layout_view source,
                                       gm_layout_view destination, const_dnnl_primitive_attr_t attributes) {
  return dnnl_reorder_primitive_desc_create(descriptor, source, engine, destination, engine, attributes);
}

#endif
