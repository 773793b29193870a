import Foundation
import TestSupport
import Testing

@testable import Kernel

@Suite("Installing the kernel")
struct KernelSpecificationTests {
  @Test("goes where Jupyter looks for it")
  func places() throws {
    func folder(_ place: KernelSpecification.Place, _ variables: [String: String]) throws -> String {
      try KernelSpecification(place, program: ["/bin/gmvae"], variables: variables).folder
    }
    #expect(try folder(.system, [:]) == "/usr/local/share/jupyter/kernels/gmvae")
    #expect(try folder(.user, ["HOME": "/home/a"]) == "/home/a/.local/share/jupyter/kernels/gmvae")
    #expect(try folder(.user, ["HOME": "/home/a", "XDG_DATA_HOME": "/d"]) == "/d/jupyter/kernels/gmvae")
    #expect(try folder(.user, ["HOME": "/home/a", "JUPYTER_DATA_DIR": "/j"]) == "/j/kernels/gmvae")
    #expect(try folder(.prefix("/venv"), [:]) == "/venv/share/jupyter/kernels/gmvae")
    #expect(throws: KernelError.self) { try folder(.user, [:]) }
  }

  @Test("writes a description that names the program, and a picture")
  func files() throws {
    let scratch = try ScratchFolder()
    try KernelSpecification(.prefix(scratch.path), program: ["/opt/g m/gmvae", "kernel"], variables: [:]).install()
    let folder = "share/jupyter/kernels/gmvae"
    #expect(scratch.names(in: folder) == ["kernel.json", "logo-svg.svg"])
    let json = try #require(scratch.bytes(folder + "/kernel.json"))
    let read = try #require(JSONSerialization.jsonObject(with: Data(json)) as? [String: Any])
    #expect(read["argv"] as? [String] == ["/opt/g m/gmvae", "kernel", "{connection_file}"])
    #expect(read["interrupt_mode"] as? String == "signal" && read["language"] as? String == "gmvae")
  }
}
