import Testing

@testable import Language
import Session

@Suite("Command declarations")
struct DeclarationTests {
  private static let choice = Record(kind: "choice", fields: [.init("components", .number(3))])

  @Test("every example parses, binds and runs", arguments: Commands.all.flatMap(\.examples))
  func examples(example: String) throws {
    let session = Session()
    session.host.scripts = ["five-arcs.gmv": "evaluate"]
    session.host.performing = { call in
      .record(call.name == "choose components" ? Self.choice : RecordingHost.accuracy)
    }
    session.interpreter.keepsUndo = true
    try session.run("evaluate; evaluate")
    try session.run("let before = 1")
    do { try session.run(example) } catch is Quit { #expect(example == "quit") }
  }

  @Test("names are unique, and every command has an example that uses it")
  func names() {
    let names = Commands.all.flatMap { [$0.path] + $0.aliases }
    #expect(Set(names).count == names.count)
    for declaration in Commands.all {
      let forms = ([declaration.path] + declaration.aliases).map { $0.joined(separator: " ") }
      #expect(
        declaration.examples.contains { example in forms.contains { example.contains($0) } }, "\(declaration.name)")
      let parameters = declaration.parameters.map(\.name)
      #expect(Set(parameters).count == parameters.count && !parameters.contains("force"), "\(declaration.name)")
    }
  }

  @Test("every topic has help")
  func topics() {
    #expect(Commands.set.topics.allSatisfy { Commands.set.help(on: $0) != nil })
    #expect(Commands.set.help(on: "nonsense") == nil)
    #expect(Commands.set.help(on: "colour") == nil)
    #expect(Commands.set.help(on: "latents")?.contains("interpolate latents") == true)
    #expect(Commands.set.help(on: "accuracy") == Commands.set.help(on: "compute accuracy"))
  }

  @Test("help fits the terminal's width; only an example may be longer", arguments: [40, 80, 200])
  func width(columns: Int) {
    for topic in [""] + Commands.set.topics {
      let text = Commands.set.help(on: topic, width: columns) ?? ""
      let lines = text.split(separator: "\n").prefix { $0 != "  examples" }
      #expect(lines.filter { $0.count > columns && $0.drop { $0 == " " }.contains(" ") } == [], "\(topic)")
    }
  }

  @Test("every statement of the language's help has an example that runs")
  func statements() throws {
    for statement in LanguageForms(wording: Commands.set.wording).statements { try Session().run(statement.example) }
  }

  @Test("help on a command shows its form, parameters, ranges, defaults and examples")
  func help() {
    #expect(
      Commands.set.help(on: "sample component") == """
        sample component COMPONENT [count=] [style=] [batch=] [FIGURE OPTIONS] [> PATH]
          draw examples from one component

          COMPONENT  its number, counted from 0
                     the number of a component, counted from 0
          count=     how many examples
                     a whole number from 1 to 100000; default: 10
          style=     the style w: drawn from its prior, or zero
                     one of prior, zero; default: prior
          batch=     the batch, for a model that tells batches apart
                     a text; default: drawn by their shares

          options of every figure
            title=   the text above the figure
                     a text; default: follows the figure
            width=   the figure's width
                     a number from 1 to 60 (inches); default: follows the figure
            height=  the figure's height
                     a number from 1 to 60 (inches); default: follows the figure
            dark=    light marks on a dark ground
                     true or false; default: the theme's (set theme)
            scale=   how much larger letters and marks are: 2 for a projector
                     a number from 0.25 to 8; default: 1

          to adapt it further (set figure.dpi 300 keeps one for all figures)
            palette=   the colors of labels and components
                       one of auto, okabe, tableau, many, gray; default: auto
            legend=    where the legend is
                       one of auto, right, below, none; default: auto
            xlabel=    the text below the x axis
                       a text; default: follows the figure
            ylabel=    the text beside the y axis
                       a text; default: follows the figure
            xlim=      the ends of the x axis: [0, 1]
                       two numbers, the smaller one first, such as [0, 1]; default: follow the data
            ylim=      the ends of the y axis
                       two numbers, the smaller one first, such as [0, 1]; default: follow the data
            log=       which axes are logarithmic
                       one of x, y, xy; default: none
            annotate=  texts at places: [x, y, "text"], or a list of such
                       a place and its text, such as [0.5, 2, "here"], or a list of such; default:
                       nothing
            font=      the family of its letters
                       a text; default: DejaVu Sans
            dpi=       pixels to the inch of a PNG
                       a number from 36 to 1200; default: 150

          needs       a model (model arcs)
          returns     a figure; its examples are a table: component, y1, y2, …
          > PATH      writes it there; the ending picks the format: .png, .svg, .pdf, .eps, .csv, .tsv,
                      .json, .npz, .parquet
          force=true  replaces a file that is not this session's

          examples
            sample component 3
            sample component 0 count=20 style=zero > figures/zero.svg
        """)
  }
}
