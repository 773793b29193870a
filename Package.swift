// swift-tools-version: 6.1
import PackageDescription

/// C kernels are optimised in every configuration: tests train real models too. Contraction to fused
/// multiply-adds is allowed; anything that would break NaN or infinity is not.
let kernelFlags: [CSetting] = [
  .unsafeFlags(["-O3", "-ffp-contract=fast", "-fno-math-errno", "-fno-trapping-math"])
]

let package = Package(
  name: "gmvae",
  products: [.executable(name: "gmvae", targets: ["gmvae"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0")
  ],
  targets: [
    .executableTarget(
      name: "gmvae",
      dependencies: [
        "Session", "Kernel", "Terminal", "Printing", "Publishing", "Notebook", "Language", "Compute", "Files",
        "Bytes", "CSystem",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .target(name: "Kernel", dependencies: ["Terminal", "Printing", "Publishing", "Files", "Language", "Bytes"]),
    .target(
      name: "Terminal",
      dependencies: ["CCairo", "CChafa", "CReadline", "Printing", "Notebook", "Language", "Files", "Bytes", "CSystem"]),
    .target(
      name: "Session",
      dependencies: [
        "Training", "Archive", "Model", "Data", "Files", "Compute", "Plot", "Projection", "Animation", "Notebook",
        "Language", "Interruption", "Bytes",
      ]),
    .target(
      name: "Publishing", dependencies: ["CMarkdown", "Notebook", "Language", "Bytes"],
      resources: [.embedInCode("Resources")]),
    .target(name: "Printing", dependencies: ["Language", "Bytes"]),
    .target(name: "Notebook", dependencies: ["Language"]),
    .target(name: "Language"),
    .target(name: "Plot", dependencies: ["CCairo", "CPango", "CZlib", "Interruption"]),
    .target(name: "Animation", dependencies: ["CGIF"]),
    .target(name: "Projection", dependencies: ["Compute", "CLAPACK", "CKernels"]),
    .target(name: "Clustering", dependencies: ["Projection", "Compute", "CLAPACK", "CKernels"]),
    .target(
      name: "Training",
      dependencies: ["Model", "Data", "Archive", "Files", "Clustering", "Compute", "Interruption", "Bytes"]),
    .target(name: "Archive", dependencies: ["Files", "Bytes", "CZlib", "Interruption"]),
    .target(
      name: "Data",
      dependencies: ["Compute", "Files", "Bytes", "CHDF5", "CJPEG", "CKernels", "CPNG", "CZlib", "Interruption"]),
    .target(name: "Model", dependencies: ["Compute", "Interruption"]),
    .target(name: "Compute", dependencies: ["CDNNL", "CKernels", "Interruption", "Bytes"]),
    .target(name: "Bytes", dependencies: ["CBytes"]),
    .target(name: "Interruption"),
    .target(name: "Files", dependencies: ["CSystem", "Interruption", "Bytes"]),
    .target(name: "CSystem"),
    .target(name: "CBytes", cSettings: [.unsafeFlags(["-O3"])]),
    .target(name: "CHDF5"),
    .target(name: "CKernels", cSettings: kernelFlags, linkerSettings: [.linkedLibrary("gomp"), .linkedLibrary("m")]),
    .systemLibrary(name: "CChafa", pkgConfig: "chafa", providers: [.apt(["libchafa-dev"])]),
    .systemLibrary(name: "CDNNL", providers: [.apt(["libdnnl-dev"])]),
    .systemLibrary(name: "CCairo", pkgConfig: "cairo", providers: [.apt(["libcairo2-dev"])]),
    .systemLibrary(name: "CGIF", providers: [.apt(["libcgif-dev"])]),
    .systemLibrary(name: "CJPEG", pkgConfig: "libturbojpeg", providers: [.apt(["libturbojpeg0-dev"])]),
    .systemLibrary(name: "CLAPACK", providers: [.apt(["liblapacke-dev"])]),
    .systemLibrary(
      name: "CMarkdown", pkgConfig: "libcmark-gfm",
      providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]),
    .systemLibrary(name: "CPango", pkgConfig: "cairo", providers: [.apt(["libpango1.0-dev"])]),
    .systemLibrary(name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),
    .systemLibrary(name: "CReadline", providers: [.apt(["libreadline-dev"])]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),

    .target(name: "TestSupport", dependencies: ["CCairo"], path: "Tests/TestSupport"),
    .testTarget(name: "LanguageTests", dependencies: ["Language", "Session", "TestSupport"]),
    .testTarget(name: "NotebookTests", dependencies: ["Notebook", "Language", "Session", "TestSupport"]),
    .testTarget(name: "PublishingTests", dependencies: ["Publishing", "Notebook", "Bytes", "TestSupport"]),
    .testTarget(name: "PlotTests", dependencies: ["Plot", "TestSupport"], exclude: ["Pictures"]),
    .testTarget(name: "AnimationTests", dependencies: ["Animation", "TestSupport"]),
    .testTarget(
      name: "DataTests", dependencies: ["Data", "CKernels", "Compute", "Interruption", "TestSupport"],
      exclude: ["Files"]),
    .testTarget(name: "BytesTests", dependencies: ["Bytes"]),
    .testTarget(name: "FilesTests", dependencies: ["Files", "CSystem", "TestSupport"]),
    .testTarget(name: "ArchiveTests", dependencies: ["Archive", "Files", "TestSupport"]),
    .testTarget(
      name: "ComputeTests", dependencies: ["Compute", "Bytes", "CKernels", "TestSupport"], exclude: ["Reference"]),
    .testTarget(
      name: "ModelTests", dependencies: ["Model", "Compute", "TestSupport"], exclude: ["Reference"]),
    .testTarget(
      name: "ProjectionTests", dependencies: ["Projection", "CKernels", "TestSupport"], exclude: ["Reference"]),
    .testTarget(
      name: "ClusteringTests", dependencies: ["Clustering", "Compute", "CKernels", "TestSupport"],
      exclude: ["Reference"]),
    .testTarget(
      name: "TrainingTests", dependencies: ["Training", "Archive", "Model", "Data", "Files", "Compute", "TestSupport"],
      exclude: ["Reference"]),
    .testTarget(
      name: "SessionTests",
      dependencies: ["Session", "Archive", "Data", "Files", "Language", "Notebook", "Plot", "TestSupport"]),
    .testTarget(name: "PrintingTests", dependencies: ["Printing", "Language"]),
    .testTarget(
      name: "TerminalTests", dependencies: ["Terminal", "Printing", "CChafa", "Language", "Session", "TestSupport"]),
    .testTarget(name: "KernelTests", dependencies: ["Kernel", "Publishing", "Terminal", "Language", "TestSupport"]),
    .testTarget(
      name: "EndToEndTests", dependencies: ["gmvae", "Language", "Session", "TestSupport"],
      exclude: ["Jupyter", "Python", "Slurm", "Snapshots"]),
  ]
)
