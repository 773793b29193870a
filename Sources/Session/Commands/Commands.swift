import Language

/// Every command there is: the list that makes one known. What is declared here is performed, completed, documented and
/// tested.
public enum Commands {
  /// What can be said to a session.
  public static let set = CommandSet(
    families.map { CommandFamily($0.title, $0.commands) }, names: SessionName.all, settings: Setting.all,
    nouns: [
      "load": ("data set", "data sets"), "plot": ("figure", "figures"), "describe": ("subject", "subjects"),
      "compute": ("measure", "measures"), "set": ("setting", "settings"), "export": ("subject", "subjects"),
    ], wording: wording)

  /// All commands, family by family.
  public static var all: [CommandDeclaration] { Self.set.all }

  /// What performs a command, by its name; nil for those of the language itself.
  static func performer(of name: String) -> (any SessionCommand)? { performers[name] }

  private static let performers = Dictionary(
    uniqueKeysWithValues: families.flatMap(\.commands).compactMap { $0 as? any SessionCommand }.map {
      ($0.declaration.name, $0)
    })

  /// The families in the order help lists them.
  private static let families: [(title: String, commands: [any Declared])] = [
    (
      "Data",
      [
        LoadArcs(), LoadImageSet.mnist, LoadImageSet.fashion, LoadSVHN(), LoadCSV(), LoadArrays.npy, LoadArrays.idx,
        LoadH5AD(), LoadImages(),
        DescribeData(),
      ]
    ),
    (
      "Model",
      [
        MakeModel(), ChooseComponents(), Describe.model, Train(), Describe.run, SweepCommand(), TakeSnapshot(),
        RestoreSnapshot(),
        ListSnapshots(), Compare(), Animate(),
      ]
    ),
    (
      "Results",
      [
        Evaluate(), ComputeAccuracy(), SampleComponent(), SampleAll.sample, WalkStyle(), InterpolateLatents(),
        InterpolateComponents(), Reconstruct("reconstruct"), DescribeComponents(), DescribeComponent(),
        Contrast(), RenameComponent(), MergeComponents(), SplitComponent(),
      ]
    ),
    (
      "Figures",
      [
        PlotData(), Reconstruct("plot reconstructions"), PlotPosterior.latents, PlotPosterior.style, PlotDensity(),
        SampleAll.plot, PlotComponents(), PlotUsage(), PlotConfusion(), PlotProfile(), PlotResponsibilities(),
        PlotWeights(),
        PlotHistory(), PlotAccuracy(), PlotSweep(), PlotPanels(),
      ]
    ),
    (
      "Files",
      [
        SaveModel(), OpenModel(), SaveScript(), SaveNotebook(), ExportWeights(), ExportONNX(), ExportLatents(),
        ExportPlaces(),
        ExportAssignments(),
        ExportH5AD(), ExportProjector(), Assign(),
      ]
    ),
    (
      "Session",
      [
        SetSeed(), SetThreads(), Describe.session, WriteNote(),
        OwnCommand.source.declaration.telling(examples: ["source five-arcs.gmv"]), OwnCommand.history,
        OwnCommand.cells, OwnCommand.rerun, OwnCommand.rerunAll, OwnCommand.drop, OwnCommand.undo, Doctor(),
        OwnCommand.help.declaration.telling(examples: ["help", "help train", "help plot latents", "help language"]),
        OwnCommand.quit,
      ]
    ),
    ("Settings", Setting.all.map { SetSetting(setting: $0) as any Declared } + [Show()]),
  ]
}
