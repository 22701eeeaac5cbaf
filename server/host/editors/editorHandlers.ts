import { spawn } from 'node:child_process'
import { constants, accessSync } from 'node:fs'
import { once } from 'node:events'
import { HomeportError } from '#shared/errors.ts'
import { failureText } from '#server/platform/failure.ts'
import { scrubEnvironment } from '../claude/install/environment.ts'
import type { HostHandlers } from '../hostHandlers.ts'
import type { Information } from '../information/infoHandlers.ts'
import type { Folders } from '../sessions/ports/sessionPorts.ts'
import type { SessionRegistry } from '../sessions/registry.ts'
import { type FoundEditor, findEditors } from './findEditors.ts'

export interface EditorHandlerDeps {
  readonly registry: SessionRegistry
  readonly folders: Folders
  readonly information: Pick<Information, 'environment'>
}

/** Answers whoever sits at the machine: what a folder can be opened in there. */
export function editorHandlers({
  registry,
  folders,
  information,
}: EditorHandlerDeps): Pick<HostHandlers, 'editor.list' | 'editor.open'> {
  const look = async () => {
    const env = scrubEnvironment(await information.environment(), { keepCredentials: true })
    return { env, found: findEditors({ platform: process.platform, env, exists }) }
  }
  return {
    'editor.list': async () => ({ editors: (await look()).found.map(({ editor, name }) => ({ editor, name })) }),
    'editor.open': async ({ session_id, editor }, actor) => {
      const folder = await folders.resolve(registry.find(session_id, actor).state.workspace_path)
      const { env, found } = await look()
      const one = found.find((candidate) => candidate.editor === editor)
      if (one === undefined) {
        throw new HomeportError(
          'SESSION_003',
          'That program is not on this machine, or it has no screen. Nothing was opened.',
        )
      }
      await open(one, folder, env)
      return { success: true }
    },
  }
}

function exists(file: string): boolean {
  try {
    accessSync(file, process.platform === 'win32' ? constants.F_OK : constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** It lives on by itself, also when the host does not. Without a shell: the folder is one word whatever it is called. */
async function open({ name, command, args }: FoundEditor, folder: string, env: Record<string, string>): Promise<void> {
  const child = spawn(command, [...args, folder], {
    cwd: folder,
    env,
    detached: true,
    stdio: 'ignore',
    windowsHide: true,
  })
  child.unref()
  try {
    await once(child, 'spawn')
  } catch (error) {
    throw new HomeportError('SESSION_003', `${name} could not be started: ${failureText(error)}.`, { cause: error })
  }
}
