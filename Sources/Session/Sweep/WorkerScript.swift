import Files

/// A script that starts workers of a sweep elsewhere. A person looks at it, and starts it.
struct WorkerScript {
  /// Where it is kept.
  let path: String
  let text: String
  /// The command that starts it.
  let start: String
}

/// What workers of a sweep are told.
struct WorkerOrder {
  /// The program, which has the same path on all machines.
  private let program = ProgramFile.path ?? "gmvae"
  let folder: String
  let workingFolder: String
  let retries: Int
  /// The flags of a session that is confined to folders.
  let confinement: [String]

  /// A job of the Slurm workload manager: an array with a worker as each task.
  ///
  /// A node that fails gives its tasks back to the queue. 90 s before its time is over a worker gives back its run, and the
  /// task waits in the queue once more.
  func slurm(workers: Int, threads: Int) -> WorkerScript {
    let path = folder + "/job.sh", messages = folder.replacing("%", with: "%%") + "/worker-%A_%a.txt"
    let text = """
      #!/bin/sh
      #SBATCH --job-name=gmvae
      #SBATCH --array=1-\(workers)
      #SBATCH --cpus-per-task=\(threads)
      #SBATCH --requeue
      #SBATCH --signal=B:USR1@90
      #SBATCH --open-mode=append
      #SBATCH --chdir=\(quoted(workingFolder))
      #SBATCH --output=\(quoted(messages))
      trap 'again=1; kill -USR1 $worker' USR1
      trap 'kill -TERM $worker' TERM
      \(command(["--retries", "\(retries)"])) &
      worker=$!
      while wait $worker; status=$?; kill -0 $worker 2>/dev/null; do :; done
      [ -z "$again" ] || scontrol requeue "${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID"
      exit $status

      """
    return WorkerScript(path: path, text: text, start: "sbatch \(quoted(path))")
  }

  /// Starts a worker on each host over ssh. They go on when it has ended, and what they say goes to a file for each host.
  func hosts(_ names: [String], processes: Int) -> WorkerScript {
    let path = folder + "/hosts.sh"
    let lines = names.map { host in
      let name = String(host.map { $0.isLetter || $0.isNumber || "-.".contains($0) ? $0 : "_" })
      let work = command(["--retries", "\(retries)", "--processes", "\(processes)"])
      let remote =
        "cd \(quoted(workingFolder)) || exit; nohup \(work) >>\(quoted("\(folder)/worker-\(name).txt")) 2>&1 </dev/null &"
      return
        "ssh -n -- \(quoted(host)) \(quoted(remote)) || { echo \(quoted("no worker on \(host)")) >&2; status=1; }\n"
    }
    let text = "#!/bin/sh\n" + lines.joined() + "exit ${status:-0}\n"
    return WorkerScript(path: path, text: text, start: "sh \(quoted(path))")
  }

  private func command(_ options: [String]) -> String {
    ([program, "worker", folder] + options + confinement).map(quoted).joined(separator: " ")
  }

  /// As a word of the shell.
  private func quoted(_ text: String) -> String {
    let isPlain =
      !text.isEmpty && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_./=%+:@".contains($0)) }
    return isPlain ? text : "'" + text.replacing("'", with: "'\\''") + "'"
  }
}
