/// The picture of the kernel in launchers: three components of a mixture.
enum KernelLogo {
  static let svg = """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" fill="none" stroke-width="3">
    <ellipse cx="22" cy="24" rx="17" ry="9" transform="rotate(-35 22 24)" fill="#4477aa55" stroke="#4477aa"/>
    <ellipse cx="44" cy="26" rx="17" ry="8" transform="rotate(50 44 26)" fill="#ee667755" stroke="#ee6677"/>
    <ellipse cx="31" cy="46" rx="18" ry="8" transform="rotate(8 31 46)" fill="#22883355" stroke="#228833"/>
    </svg>

    """
}
