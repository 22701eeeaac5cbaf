import type { GitTask } from './gitProcess.ts'

type Environment = GitTask['env']

/** What a person may have chosen for Git by their shell, and what names another repository is not. */
const KEPT =
  /^GIT_(SSH|SSH_COMMAND|SSH_VARIANT|CONFIG_GLOBAL|CONFIG_SYSTEM|CONFIG_NOSYSTEM|(AUTHOR|COMMITTER)_(NAME|EMAIL))$/

/** Nobody sits before it: it never asks, pages or opens an editor, and says in English what went wrong. */
const NOBODY_ASKED = {
  GIT_TERMINAL_PROMPT: '0',
  GIT_ASKPASS: '',
  SSH_ASKPASS: '',
  SSH_ASKPASS_REQUIRE: 'never',
  GIT_PAGER: 'cat',
  GIT_EDITOR: ':',
  GIT_SEQUENCE_EDITOR: ':',
  LANGUAGE: 'en',
}

/** A file is named as it is called. Hooks, which inherit it, name files as they like. */
const NAMES_AS_THEY_ARE = { GIT_LITERAL_PATHSPECS: '1', LC_ALL: 'C' }

/** Reading writes nothing, fetches nothing and reaches nobody. */
const READS_ONLY = { GIT_OPTIONAL_LOCKS: '0', GIT_NO_LAZY_FETCH: '1', GIT_ALLOW_PROTOCOL: '' }

export type Setting = readonly [key: string, value: string]

/** Where a person’s own hooks and daemons have no part either: nothing is left running, and a read is a read. */
const ALWAYS: readonly Setting[] = [
  ['core.fsmonitor', 'false'],
  ['core.pager', 'cat'],
  ['core.quotePath', 'false'],
  ['color.ui', 'false'],
  ['advice.detachedHead', 'false'],
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
  ['safe.bareRepository', 'explicit'],
  ['diff.noprefix', 'false'],
  ['diff.mnemonicPrefix', 'false'],
  ['diff.suppressBlankEmpty', 'false'],
  ['diff.interHunkContext', '0'],
  ['diff.relative', 'false'],
  ['diff.orderFile', '/dev/null'],
  ['diff.external', ''],
  ['diff.submodule', 'short'],
  ['diff.wsErrorHighlight', 'none'],
  ['status.submoduleSummary', 'false'],
  ['submodule.recurse', 'false'],
  ['log.showSignature', 'false'],
  ['i18n.logOutputEncoding', 'UTF-8'],
]

const NO_HOOKS: Setting = ['core.hooksPath', '/dev/null']

/** Of reading, where everything that names a program is named empty. */
const READING: readonly Setting[] = [
  ...ALWAYS,
  NO_HOOKS,
  ['core.sshCommand', 'false'],
  ['core.askPass', ''],
  ['core.gitProxy', ''],
  ['credential.helper', ''],
  ['gpg.program', 'false'],
  ['gpg.ssh.program', 'false'],
  ['gpg.x509.program', 'false'],
  ['protocol.allow', 'never'],
  // A larger file is not read into memory to be compared: it counts as no text.
  ['core.bigFileThreshold', '16m'],
]

export const settingsOf = {
  reading: READING,
  /** Files go in and out of the index, through the filters of the repository; its hooks have no part in it. */
  staging: [...ALWAYS, NO_HOOKS],
  /** As the repository is configured: a person asked for what Git does here. */
  acting: ALWAYS,
  /** With a remote, as the repository is configured; who is asked what it runs: `network/programs.ts`. */
  network: [
    ...ALWAYS,
    // Each submodule has settings of its own, which nobody was shown.
    ['fetch.recurseSubmodules', 'false'],
    ['push.recurseSubmodules', 'no'],
    // An address that is a command.
    ['protocol.ext.allow', 'never'],
    ['core.askPass', ''],
    // A remote that says nothing for a minute is not there.
    ['http.lowSpeedLimit', '1'],
    ['http.lowSpeedTime', '60'],
  ],
} as const

export type GitMode = keyof typeof settingsOf

/** What Git is started with. `more`: settings that count more than those of the repository. */
export function gitEnvironment(env: Environment, mode: GitMode, more: readonly Setting[] = []): Environment {
  const own = Object.fromEntries(Object.entries(env).filter(([name]) => !/^GIT_/i.test(name) || KEPT.test(name)))
  const settings = [...settingsOf[mode], ...more]
  // By the environment, since on the command line a key ends at its first `=`.
  const counted = Object.fromEntries(
    settings.flatMap(([key, value], index) => [
      [`GIT_CONFIG_KEY_${index}`, key],
      [`GIT_CONFIG_VALUE_${index}`, value],
    ]),
  )
  const reads = mode === 'reading' ? READS_ONLY : {}
  const names = mode === 'acting' || mode === 'network' ? {} : NAMES_AS_THEY_ARE
  return { ...own, ...NOBODY_ASKED, ...names, ...reads, ...counted, GIT_CONFIG_COUNT: String(settings.length) }
}

const FILTER_KEYS = /^(filter\.[^]*)\.(clean|smudge|process|required)$/i

/** Settings that leave out every filter that a repository names: each is a program. `names`: keys, with a zero between. */
export function withoutFilters(names: string): readonly Setting[] {
  const filters = new Set(names.split('\0').flatMap((key) => FILTER_KEYS.exec(key)?.[1] ?? []))
  return [...filters].flatMap((filter): Setting[] => [
    [`${filter}.clean`, ''],
    [`${filter}.smudge`, ''],
    [`${filter}.process`, ''],
    [`${filter}.required`, 'false'],
  ])
}
