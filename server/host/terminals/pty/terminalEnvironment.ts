import { randomUUID } from 'node:crypto'
import type { RunnerMark } from '../../runners/runner.ts'
import { scrubEnvironment } from '../../claude/install/environment.ts'

/**
 * By this what a terminal started is found when its shell is gone. The name is that of Apple's Terminal, and no secret of
 * Homeport's.
 */
const MARK = 'TERM_SESSION_ID'

export interface TerminalEnvironment {
  readonly env: Readonly<Record<string, string>>
  readonly mark: RunnerMark
}

/**
 * The person's environment as a terminal has it: nothing of Homeport's own, nothing that tells of another terminal.
 * @param keepCredentials Whether the keys of Claude that stand in it are this person's.
 */
export function terminalEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  keepCredentials: boolean,
): TerminalEnvironment {
  return onTerminal(scrubEnvironment(env, { keepCredentials }))
}

/** The environment of a program as it has it on a terminal of its own. */
export function onTerminal(env: Readonly<Record<string, string>>): TerminalEnvironment {
  const kept = Object.entries(env).filter(([name]) => !OF_OTHERS.test(name))
  const mark = { name: MARK, value: randomUUID() }
  return {
    mark,
    env: {
      ...Object.fromEntries(kept),
      TERM: 'xterm-256color',
      COLORTERM: 'truecolor',
      TERM_PROGRAM: 'homeport',
      [mark.name]: mark.value,
    },
  }
}

/** Of the terminal that Homeport itself may have been started in. */
const OF_OTHERS =
  /^(TERM|COLORTERM|TERM_PROGRAM|TERM_PROGRAM_VERSION|TERM_SESSION_ID|COLUMNS|LINES|WINDOWID|TMUX|TMUX_PANE|STY|VTE_VERSION|KITTY_\w+|ITERM_\w+|KONSOLE_\w+|WT_SESSION|WT_PROFILE_ID|VSCODE_\w+|ALACRITTY_\w+|WEZTERM_\w+)$/
