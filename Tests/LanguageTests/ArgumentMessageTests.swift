import Testing

@Suite("What is said about arguments before anything runs, whole")
struct ArgumentMessageTests {
  @Test("a wrong text is answered with the whole message", arguments: cases)
  func message(wrong: WrongText) {
    #expect(Session().message(wrong.text) == wrong.message)
  }

  static let cases = [
    WrongText(
      "plot",
      #"""
      test.gmv:1:1: error: 'plot' needs the name of a figure
        plot
        ^~~~
        figures: data, reconstructions, latents, style, density, samples, components, usage, confusion, profile, responsibilities, weights, history, accuracy, sweep, panels
        write it like this: plot data
      """#),
    WrongText(
      "plot latents colour=lable",
      #"""
      test.gmv:1:21: error: 'color' cannot be 'lable'
        plot latents colour=lable
                            ^~~~~
        it can be: label, component, entropy, batch      did you mean 'label'?
      """#),
    WrongText(
      "train 0 epochs",
      #"""
      test.gmv:1:7: error: 'epochs' needs a whole number from 1 to 1000000, not 0
        train 0 epochs
              ^
        epochs: how many times to go through the training data; default: until the ELBO rises no more
      """#),
    WrongText(
      "train fifty epochs",
      #"""
      test.gmv:1:7: error: 'epochs' needs a whole number from 1 to 1000000, not the word 'fifty'
        train fifty epochs
              ^~~~~
        epochs: how many times to go through the training data; default: until the ELBO rises no more
      """#),
    WrongText(
      "train epochs",
      #"""
      test.gmv:1:7: error: 'epochs' needs a whole number from 1 to 1000000, not the word 'epochs'
        train epochs
              ^~~~~~
        epochs: how many times to go through the training data; default: until the ELBO rises no more
      """#),
    WrongText(
      "train 5 epochs lambda=[1.5, 0]",
      #"""
      test.gmv:1:23: error: 'lambda' needs a number from 0 to 100, or [from, to, epochs] or [from, to, begin, end] if it changes (nats), not [1.5, 0]
        train 5 epochs lambda=[1.5, 0]
                              ^~~~~~~~
        lambda: the minimum information constraint on the z prior; default: 0 (off)
      """#),
    WrongText(
      "train 50 epochs rate=0",
      #"""
      test.gmv:1:22: error: 'rate' needs a number above 0, up to 1, not 0
        train 50 epochs rate=0
                             ^
        rate: the learning rate of Adam; default: 1e-3
      """#),
    WrongText(
      "train 50 epochs rate=abc",
      #"""
      test.gmv:1:22: error: 'rate' needs a number above 0, up to 1, not the word 'abc'
        train 50 epochs rate=abc
                             ^~~
        rate: the learning rate of Adam; default: 1e-3
      """#),
    WrongText(
      "train 50.5 epochs",
      #"""
      test.gmv:1:7: error: 'epochs' needs a whole number from 1 to 1000000, not 50.5
        train 50.5 epochs
              ^~~~
        epochs: how many times to go through the training data; default: until the ELBO rises no more
      """#),
    WrongText(
      "model components=[1,2]",
      #"""
      test.gmv:1:18: error: 'components' needs a whole number from 1 to 1000, or auto, not [1, 2]
        model components=[1,2]
                         ^~~~~
        components: how many components the mixture has; auto tries 2 to 12 in short trainings, as choose components does; default: 8 (arcs), the classes (compact, best), 10
      """#),
    WrongText(
      "sample component -1",
      #"""
      test.gmv:1:18: error: 'component' needs the number of a component, counted from 0, not -1
        sample component -1
                         ^~
        component: its number, counted from 0
        write it like this: sample component 3
      """#),
    WrongText(
      "sample all > figures/a.bmp",
      #"""
      test.gmv:1:14: error: unknown format 'bmp'
        sample all > figures/a.bmp
                     ^~~~~~~~~~~~~
        formats: .png, .svg, .pdf, .eps, .csv, .tsv, .json, .npz, .parquet
        the path's ending picks the format
      """#),
    WrongText(
      "sample all > figures/a",
      #"""
      test.gmv:1:14: error: the path has no ending that names its format
        sample all > figures/a
                     ^~~~~~~~~
        formats: .png, .svg, .pdf, .eps, .csv, .tsv, .json, .npz, .parquet
        the path's ending picks the format
      """#),
    WrongText(
      "train 5 epochs > a.png",
      #"""
      test.gmv:1:18: error: unknown format 'png'
        train 5 epochs > a.png
                         ^~~~~
        formats: .csv, .tsv, .json, .npz, .parquet
        the path's ending picks the format
      """#),
    WrongText(
      "seed 7 > a.csv",
      #"""
      test.gmv:1:10: error: 'seed' writes no file, so no '>' can follow
        seed 7 > a.csv
                 ^~~~~
        remove '>' and the path
      """#),
    WrongText(
      "plot latents dark=yes",
      #"""
      test.gmv:1:19: error: 'dark' needs true or false, not the word 'yes'
        plot latents dark=yes
                          ^~~
        dark: light marks on a dark ground; default: the theme's (set theme)
      """#),
    WrongText(
      "plot latents width=1000",
      #"""
      test.gmv:1:20: error: 'width' needs a number from 1 to 60 (inches), not 1000
        plot latents width=1000
                           ^~~~
        width: the figure's width; default: follows the figure
      """#),
    WrongText(
      "plot latents width=5 width=6",
      #"""
      test.gmv:1:22: error: 'width' is given twice
        plot latents width=5 width=6
                             ^~~~~~~
        give it once
      """#),
    WrongText(
      "plot history terms=[elbo, componnent]",
      #"""
      test.gmv:1:27: error: 'terms' cannot be 'componnent'
        plot history terms=[elbo, componnent]
                                  ^~~~~~~~~~
        it can be: elbo, reconstruction, conditional, style, component      did you mean 'component'?
      """#),
    WrongText(
      "plot history runs=[1]",
      #"""
      test.gmv:1:19: error: 'runs' needs records, alone or in a list, not [1]
        plot history runs=[1]
                          ^~~
        runs: the values of train to draw over one another, as a list; default: the last run
      """#),
    WrongText(
      "reconstruct [1, -2]",
      #"""
      test.gmv:1:13: error: 'examples' needs whole numbers from 0 to 1000000000: one, several, a list or a range, not [1, -2]
        reconstruct [1, -2]
                    ^~~~~~~
        examples: how many examples (one number), or which (a list, a range, several numbers), counted from 0; default: 10
      """#),
    WrongText(
      "define probe k { sample component k }; probe",
      #"""
      test.gmv:1:40: error: 'probe' takes 1 value, not 0
        define probe k { sample component k }; probe
                                               ^~~~~
        write it like this: probe k
      """#),
  ]
}
