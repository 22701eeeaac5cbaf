/** Homeport as the system's own service of this person: what is to be run, and where it keeps everything. */
export interface ServiceDefinition {
  /** The same for the same data directory: a second one gets a service of its own. */
  readonly name: string
  readonly dataDir: string
  /** `homeport` without its arguments: the program, and the script that it runs. */
  readonly command: readonly [string, ...string[]]
  /** What `homeport` needs in its environment to be that. */
  readonly env: Readonly<Record<string, string>>
  /** Further flags of `homeport start`. */
  readonly startFlags: readonly string[]
  /** Where the supervisor's messages go, on systems without a journal. */
  readonly logFile: string
}

export interface ServiceStatus {
  readonly installed: boolean
  /** The system starts it at login. */
  readonly enabled: boolean
}

/** unchanged: it was installed just so already. */
export type InstallOutcome = 'installed' | 'replaced' | 'unchanged'

/** The system's own way of starting a program at login. */
export interface ServiceManager {
  /** What the person knows it by: a file, or the name of a task. */
  readonly location: string
  /** How the person reads its log, restarts it, … : label and command. */
  readonly hints: readonly (readonly [label: string, command: string])[]
  /**
   * Writes the service, switches it on, and starts it unless told not to. What was there of it is replaced.
   * @throws HomeportError when the system refuses; what was written stays, for inspection.
   */
  install(options: { readonly start: boolean }): Promise<InstallOutcome>
  /** Stops it and takes it away. false: there was none. @throws HomeportError when the system refuses. */
  remove(): Promise<boolean>
  status(): Promise<ServiceStatus>
}
