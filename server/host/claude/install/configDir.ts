import { homedir } from 'node:os'
import path from 'node:path'

type Environment = Readonly<Record<string, string | undefined>>

/** Where Claude Code keeps its things, as it decides itself. */
export interface ConfigDir {
  /** `~/.claude`, or CLAUDE_CONFIG_DIR. */
  readonly dir: string
  /** `~/.claude.json`, or `.claude.json` inside CLAUDE_CONFIG_DIR. */
  readonly configFile: string
}

export function configDir(env: Environment): ConfigDir {
  const chosen = env['CLAUDE_CONFIG_DIR']
  if (chosen !== undefined && chosen !== '') {
    return { dir: chosen, configFile: path.join(chosen, '.claude.json') }
  }
  const home = (process.platform === 'win32' ? env['USERPROFILE'] : env['HOME']) ?? homedir()
  return { dir: path.join(home, '.claude'), configFile: path.join(home, '.claude.json') }
}
