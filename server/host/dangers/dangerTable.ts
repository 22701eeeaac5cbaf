/** Every danger that is detected: a stable code, and what it means for the person who decides. */
export const dangerTable = {
  changes_autorun: 'Changes what runs by itself when a folder or a program is opened.',
  changes_ci: 'Changes what runs on the build servers.',
  changes_claude: 'Changes what Claude Code may do or runs by itself.',
  changes_git: 'Changes what Git runs by itself.',
  changes_loading: 'Changes which code other programs load.',
  changes_permissions: 'Changes who may read, change or run files.',
  changes_shell: 'Changes what runs in every new shell.',
  changes_sign_in: 'Changes who can sign in, or with which keys.',
  container_reaches_host: 'Gives a container access to the whole machine.',
  deletes_files: 'Deletes files for good.',
  deletes_remote: 'Deletes things on other machines.',
  discards_work: 'Throws away uncommitted or unmerged work.',
  drops_data: 'Deletes data from a database or a volume.',
  hidden_text: 'Holds characters that cannot be seen or that change the reading order.',
  lookalike_host: 'The address is not what it seems: a host name with foreign letters, or a name before an @.',
  more: 'There are more marks than are shown here.',
  not_judged: 'Too long or too deeply nested to be judged.',
  no_sandbox: "Runs outside of Claude Code's sandbox.",
  overwrites_disk: 'Overwrites a disk.',
  private_address: 'Reads from this machine or its private network.',
  publishes: 'Publishes something for others.',
  reads_secrets: 'Reads keys or passwords.',
  remote_shell: 'Opens a raw connection to another machine.',
  rewrites_history: 'Overwrites or deletes history.',
  runs_as_admin: 'Runs with administrator rights.',
  runs_encoded: 'Runs text that was encoded, so that nobody can read it here.',
  runs_from_network: 'Runs what comes straight from the network.',
  runs_later: 'Makes something run later, or at every start.',
  runs_other_code: 'Holds code of another language that deletes, sends, starts programs or touches their settings.',
  runs_unseen: 'Runs what another program writes, which cannot be read here.',
  runs_variable: 'Runs what a variable or a pattern stands for, which cannot be read here.',
  sends_files: 'Sends files or data to another machine.',
  skill_not_found: 'The folders below were not all looked through: what this skill may do unasked is not known.',
  skill_not_shown:
    'Uses a skill of a folder below. What its file says, printed here, holds from then on without asking.',
  stops_programs: 'Ends other programs, or the machine.',
  unknown_tool: 'Homeport does not know this tool and cannot judge what it does.',
  unreadable_command: 'Could not be read as a shell command.',
  writes_outside: 'Writes outside the workspace.',
} as const

export type DangerCode = keyof typeof dangerTable

/** A range of a text, in UTF-16 units; `end` is behind the last. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** A danger in a text, before it is known in which field the text stands. */
export interface Finding {
  readonly code: DangerCode
  readonly span: Span
}

/** A path that a text writes to, deletes or changes: where it leads is looked up apart, since that needs the disk. */
export interface WrittenPath {
  readonly path: string
  /** The folder that a relative path starts from, as the text says; null when that is not known. */
  readonly from: string | null
  readonly span: Span
}
