// A quadtree over points in the plane, for forces that far groups of points exert as one (Barnes and Hut 1986).
#ifndef GM_QUADTREE_H
#define GM_QUADTREE_H

#include <stdint.h>

typedef struct {
  /// The center of mass of the points below, and their number.
  float x, y, mass;
  /// The square of the cell's side; 0 where all points below count as one.
  float side_squared;
  /// The points of a leaf, in the tree's order; none where `length` is 0.
  int32_t first, length;
  /// The node after all of those below.
  int32_t next;
} gm_node;

typedef struct {
  int64_t count;
  /// The points in the order of a Z-shaped curve, and where each one was: `order[i]` of the i-th.
  float *x, *y;
  int32_t *order;
  /// Parents before their children.
  gm_node *nodes;
  int32_t node_count;
  /// Scratch for sorting.
  uint32_t *codes, *other_codes;
  int32_t *other_order;
} gm_quadtree;

/// Sorts points (N × 2) and builds the tree. All arrays hold N elements, `nodes` 2N.
void gm_build_quadtree(gm_quadtree *tree, const float *points);

#endif
