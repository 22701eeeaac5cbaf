import * as z from 'zod'
import { callDesktop } from '#renderer/platform/desktop.ts'

// The page's Content-Security-Policy forbids `eval`, which zod would otherwise try for speed.
z.config({ jitless: true })

const POLL_EVERY_MS = 500

/** The page shown without a server: what happened, the end of the log, and what to do. */
async function show(): Promise<void> {
  const [state, { lines }] = await Promise.all([callDesktop('server.state', {}), callDesktop('server.log', {})])
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

/** Wires a button; a failure replaces the reason. */
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
  await callDesktop('server.restart', {})
  // A running server closes this window; otherwise it shows the new state.
  await settled()
  button.disabled = false
  await show()
})
onPress('logs', () => callDesktop('folder.open', { folder: 'logs' }))
onPress('quit', () => callDesktop('program.quit', {}))
void show()

/** Resolves when the server neither starts nor restarts any more. */
async function settled(): Promise<void> {
  for (;;) {
    const { kind } = await callDesktop('server.state', {})
    if (kind !== 'starting' && kind !== 'restarting') {
      return
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_EVERY_MS))
  }
}
