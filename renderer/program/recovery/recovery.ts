import * as z from 'zod'
import { askDesktop } from '#renderer/platform/desktop.ts'

// The page's Content-Security-Policy forbids `eval`, which zod would otherwise try for speed.
z.config({ jitless: true })

const LOOK_EVERY_MS = 500

/** The page that is shown when there is no server: what happened, the log's last words, and what to do. */
async function show(): Promise<void> {
  const [state, { lines }] = await Promise.all([askDesktop('server.state', {}), askDesktop('server.log', {})])
  const isFailed = state.kind === 'failed'
  write('headline', isFailed ? 'Homeport could not go on' : 'Homeport was stopped')
  write(
    'reason',
    isFailed ? state.message : 'Its server was stopped. Sessions keep their conversations and can be resumed.',
  )
  write('log', lines.length === 0 ? 'Nothing was logged.' : lines.join('\n'))
  const log = element('log')
  log.scrollTop = log.scrollHeight
}

/** Does what a button says; what goes wrong is told in place of the reason. */
function onPress(id: string, act: (button: HTMLButtonElement) => Promise<unknown>): void {
  const button = element(id)
  if (!(button instanceof HTMLButtonElement)) {
    throw new Error(`${id} is no button.`)
  }
  button.addEventListener('click', () => {
    act(button).catch((error: unknown) => {
      button.disabled = false
      write('reason', error instanceof Error ? error.message : 'That did not work.')
    })
  })
}

function write(id: string, words: string): void {
  element(id).textContent = words
}

function element(id: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(`#${id}`)
  if (found === null) {
    throw new Error(`The page has no ${id}.`)
  }
  return found
}

onPress('again', async (button) => {
  button.disabled = true
  write('reason', 'Starting…')
  await askDesktop('server.restart', {})
  // A server that works closes this window; one that does not leaves it, with what is to be said now.
  await settled()
  button.disabled = false
  await show()
})
onPress('logs', () => askDesktop('folder.open', { folder: 'logs' }))
onPress('quit', () => askDesktop('program.quit', {}))
void show()

/** Resolves when the server neither starts nor restarts any more. */
async function settled(): Promise<void> {
  for (;;) {
    const { kind } = await askDesktop('server.state', {})
    if (kind !== 'starting' && kind !== 'restarting') {
      return
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  }
}
