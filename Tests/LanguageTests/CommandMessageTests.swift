import Testing

@Suite("What is said about commands and names before anything runs, whole")
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
        figures: data, reconstructions, latents, style, density, samples, components, usage, confusion, profile, responsibilities, weights, history, accuracy, sweep, panels      did you mean 'latents'?
      """#),
    WrongText(
      "plot latents projecton=pca",
      #"""
      test.gmv:1:14: error: unknown option 'projecton'
        plot latents projecton=pca
                     ^~~~~~~~~
        options of 'plot latents': color, projection, neighbors, distance, perplexity, count, thumbnails, ellipses, on, title, width, height, dark, scale, palette, legend, …      did you mean 'projection'?
      """#),
    WrongText(
      "train 50 stepz",
      #"""
      test.gmv:1:10: error: 'train' does not know what to do with 'stepz'
        train 50 stepz
                 ^~~~~
        options: recipe, rate, batch, samples, lambda, objective, binary, augment, reconstruction_weight, conditional_weight, style_weight, eta, alpha, consistency, temperature, balance, …      did you mean 'steps'?
        options are written name=value; help train explains them
      """#),
    WrongText(
      "train 2.5 steps epochs=3",
      #"""
      test.gmv:1:17: error: 'epochs' is given twice
        train 2.5 steps epochs=3
                        ^~~~~~~~
        give it once
      """#),
    WrongText(
      "train 2.5 steps",
      #"""
      test.gmv:1:7: error: 'steps' needs a whole number from 1 to 1000000000, not 2.5
        train 2.5 steps
              ^~~
        steps: how many batches to learn from; may end within an epoch
      """#),
    WrongText(
      "train 50 epochs rate 0.1",
      #"""
      test.gmv:1:17: error: 'train' does not know what to do with 'rate'
        train 50 epochs rate 0.1
                        ^~~~
        options: recipe, rate, batch, samples, lambda, objective, binary, augment, reconstruction_weight, conditional_weight, style_weight, eta, alpha, consistency, temperature, balance, …
        options are written name=value: rate=…
      """#),
    WrongText(
      "load cifar",
      #"""
      test.gmv:1:6: error: unknown data set 'cifar'
        load cifar
             ^~~~~
        data sets: arcs, mnist, fashion, svhn, csv, npy, idx, h5ad, images
      """#),
    WrongText(
      "sample component",
      #"""
      test.gmv:1:1: error: 'sample component' needs COMPONENT: its number, counted from 0
        sample component
        ^~~~~~~~~~~~~~~~
        write it like this: sample component 3
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
      "interpolate latents 1",
      #"""
      test.gmv:1:1: error: 'interpolate latents' needs TO: the example to end at, counted from 0
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
        options: steps, spherical, on, title, width, height, dark, scale, palette, legend, xlabel, ylabel, xlim, ylim, log, annotate, …
        options are written name=value; help interpolate latents explains them
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
        set a variable with let: let elb = …; put a text in quotes: "elb"
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
        set a variable with let: let zzz = …; put a text in quotes: "zzz"
      test.gmv:1:36: error: unknown figure 'latent'
        for i in 0..<3 { print zzz }; plot latent; train 0 epochs
                                           ^~~~~~
        figures: data, reconstructions, latents, style, density, samples, components, usage, confusion, profile, responsibilities, weights, history, accuracy, sweep, panels      did you mean 'latents'?
      test.gmv:1:50: error: 'epochs' needs a whole number from 1 to 1000000, not 0
        for i in 0..<3 { print zzz }; plot latent; train 0 epochs
                                                         ^
        epochs: how many times to go through the training data; default: until the ELBO rises no more
      """#),
  ]
}
