import Testing

@Suite("What is said about commands before anything runs, whole")
struct CommandMessageTests {
  @Test("a wrong text is answered with the whole message", arguments: cases)
  func message(wrong: WrongText) {
    #expect(Session().message(wrong.text) == wrong.message)
  }

  static let cases = [
    WrongText(
      "trian 50 epochs",
      #"""
      test.gmv:1:1: error: unknown command 'trian'
        trian 50 epochs
        ^~~~~
        did you mean 'train'?
        help lists the commands
      """#),
    WrongText(
      "trian",
      #"""
      test.gmv:1:1: error: unknown command or name 'trian'
        trian
        ^~~~~
        did you mean 'train'?
        help lists the commands
      """#),
    WrongText(
      "plot latent colour=label",
      #"""
      test.gmv:1:6: error: unknown figure 'latent'
        plot latent colour=label
             ^~~~~~
        figures: data, latents, samples, history      did you mean 'latents'?
      """#),
    WrongText(
      "plot",
      #"""
      test.gmv:1:1: error: 'plot' needs the name of a figure
        plot
        ^~~~
        figures: data, latents, samples, history
        write it like this: plot data
      """#),
    WrongText(
      "plot latents colour=lable",
      #"""
      test.gmv:1:21: error: 'color' cannot be 'lable'
        plot latents colour=lable
                            ^~~~~
        it can be: label, component, entropy      did you mean 'label'?
      """#),
    WrongText(
      "plot latents projecton=pca",
      #"""
      test.gmv:1:14: error: unknown option 'projecton'
        plot latents projecton=pca
                     ^~~~~~~~~
        options of 'plot latents': color, projection, ellipses, on, width, height, dark, title      did you mean 'projection'?
      """#),
    WrongText(
      "train 0 epochs",
      #"""
      test.gmv:1:7: error: 'epochs' needs a whole number from 1 to 1000000, not 0
        train 0 epochs
              ^
        epochs: how many times to go through the training data
        write it like this: train 60 epochs
      """#),
    WrongText(
      "train fifty epochs",
      #"""
      test.gmv:1:7: error: 'epochs' needs a whole number from 1 to 1000000, not the word 'fifty'
        train fifty epochs
              ^~~~~
        epochs: how many times to go through the training data
        write it like this: train 60 epochs
      """#),
    WrongText(
      "train epochs",
      #"""
      test.gmv:1:1: error: 'train' needs 'epochs': how many times to go through the training data
        train epochs
        ^~~~~~~~~~~~
        write it like this: train 60 epochs
      """#),
    WrongText(
      "train 50 steps",
      #"""
      test.gmv:1:10: error: 'train' does not know what to do with 'steps'
        train 50 steps
                 ^~~~~
        options: rate, batch, samples, lambda
        options are written name=value; help train explains them
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
      "train 50 epochs rate 0.1",
      #"""
      test.gmv:1:17: error: 'train' does not know what to do with 'rate'
        train 50 epochs rate 0.1
                        ^~~~
        options: rate, batch, samples, lambda
        options are written name=value: rate=…
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
        epochs: how many times to go through the training data
        write it like this: train 60 epochs
      """#),
    WrongText(
      "load cifar",
      #"""
      test.gmv:1:6: error: unknown data set 'cifar'
        load cifar
             ^~~~~
        data sets: arcs, mnist, fashion
      """#),
    WrongText(
      "model components=[1,2]",
      #"""
      test.gmv:1:18: error: 'components' needs a whole number from 1 to 1000, not [1, 2]
        model components=[1,2]
                         ^~~~~
        components: how many components the mixture has; default: 8 (arcs), 10 (mnist-fc)
      """#),
    WrongText(
      "sample component",
      #"""
      test.gmv:1:1: error: 'sample component' needs 'component': its number, counted from 0
        sample component
        ^~~~~~~~~~~~~~~~
        write it like this: sample component 3
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
        formats: .png, .svg, .pdf
        the path's ending picks the format
      """#),
    WrongText(
      "sample all > figures/a",
      #"""
      test.gmv:1:14: error: the path has no ending that names its format
        sample all > figures/a
                     ^~~~~~~~~
        formats: .png, .svg, .pdf
        the path's ending picks the format
      """#),
    WrongText(
      "train 5 epochs > a.png",
      #"""
      test.gmv:1:18: error: 'train' writes no file, so no '>' can follow
        train 5 epochs > a.png
                         ^~~~~
        remove '>' and the path
      """#),
    WrongText(
      "plot latents dark=yes",
      #"""
      test.gmv:1:19: error: 'dark' needs true or false, not the word 'yes'
        plot latents dark=yes
                          ^~~
        dark: light marks on a dark ground; default: false
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
      "quit now",
      #"""
      test.gmv:1:6: error: 'quit' does not know what to do with 'now'
        quit now
             ^~~
        'quit' takes no more words
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
      "interpolate latents 1",
      #"""
      test.gmv:1:1: error: 'interpolate latents' needs 'to': the example to end at, counted from 0
        interpolate latents 1
        ^~~~~~~~~~~~~~~~~~~~~
        write it like this: interpolate latents 17 42
      """#),
    WrongText(
      "interpolate latents 1 2 3",
      #"""
      test.gmv:1:25: error: 'interpolate latents' does not know what to do with '3'
        interpolate latents 1 2 3
                                ^
        options: steps, spherical, on, width, height, dark, title
        options are written name=value; help interpolate latents explains them
      """#),
    WrongText(
      "define probe k { sample component k }; probe",
      #"""
      test.gmv:1:40: error: 'probe' takes 1 value, not 0
        define probe k { sample component k }; probe
                                               ^~~~~
        write it like this: probe k
      """#),
    WrongText(
      "let a = trian 5 epochs",
      #"""
      test.gmv:1:9: error: unknown command 'trian'
        let a = trian 5 epochs
                ^~~~~
        did you mean 'train'?
        help lists the commands
      """#),
    WrongText(
      "print elb",
      #"""
      test.gmv:1:7: error: unknown name 'elb'
        print elb
              ^~~
        did you mean 'elbo'?
        set a variable with let: let elb = …; a text stands in quotes: "elb"
      """#),
    WrongText(
      "print sqroot(1)",
      #"""
      test.gmv:1:7: error: unknown function 'sqroot'
        print sqroot(1)
              ^~~~~~
        functions: min, max, abs, round, floor, sqrt, log, exp, mean, std, count
      """#),
    WrongText(
      "print max()",
      #"""
      test.gmv:1:7: error: 'max' does not take 0 values
        print max()
              ^~~
        max(a, b, …), max(list): the greatest of numbers or of a list
      """#),
    WrongText(
      "for i in 0..<3 { print zzz }; plot latent; train 0 epochs",
      #"""
      test.gmv:1:24: error: unknown name 'zzz'
        for i in 0..<3 { print zzz }; plot latent; train 0 epochs
                               ^~~
        set a variable with let: let zzz = …; a text stands in quotes: "zzz"
      test.gmv:1:36: error: unknown figure 'latent'
        for i in 0..<3 { print zzz }; plot latent; train 0 epochs
                                           ^~~~~~
        figures: data, latents, samples, history      did you mean 'latents'?
      test.gmv:1:50: error: 'epochs' needs a whole number from 1 to 1000000, not 0
        for i in 0..<3 { print zzz }; plot latent; train 0 epochs
                                                         ^
        epochs: how many times to go through the training data
        write it like this: train 60 epochs
      """#),
  ]
}
