/// The space that text takes around a panel's content, in points.
struct Insets: Equatable {
  var left = 0.0
  var right = 0.0
  var top = 0.0
  var bottom = 0.0
}
