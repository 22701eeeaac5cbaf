import type {
  ChannelName,
  ChannelParams,
  LoginStart,
  MenuEntry,
  ProgramInfo,
  QuitChoice,
} from '#shared/desktop/bridge.ts'
import { askDesktop } from '#renderer/platform/desktop.ts'
import { say, sentenceOf } from '../toasts.ts'
import { createStore, type Store } from '../store.ts'

export type DesktopProgram =
  | { readonly kind: 'loading' }
  | {
      readonly kind: 'known'
      readonly info: ProgramInfo
      readonly loginStart: LoginStart
      readonly menuEntry: MenuEntry
      readonly quitChoice: QuitChoice
      readonly keepsAwake: boolean
    }
  | { readonly kind: 'failed'; readonly message: string }

const state = createStore<DesktopProgram>({ kind: 'loading' })

/** The desktop program that shows this page: its own switches, which are no settings of the server. */
export const desktopProgram: Store<DesktopProgram> = state

/** Asks anew. What is shown stays until the answer is here. */
export async function refreshDesktopProgram(): Promise<void> {
  try {
    const [info, loginStart, menuEntry, { choice }, { active }] = await Promise.all([
      askDesktop('program.info', {}),
      askDesktop('login_start.get', {}),
      askDesktop('menu_entry.get', {}),
      askDesktop('quit_choice.get', {}),
      askDesktop('keep_awake.get', {}),
    ])
    state.set({ kind: 'known', info, loginStart, menuEntry, quitChoice: choice, keepsAwake: active })
  } catch (error) {
    state.set({ kind: 'failed', message: sentenceOf(error) })
  }
}

/** Changes a switch, or has something done; then everything is asked anew. `done`: what to say when it worked. */
export async function tellDesktop<C extends ChannelName>(
  channel: C,
  params: ChannelParams<C>,
  done?: string,
): Promise<void> {
  try {
    await askDesktop(channel, params)
    if (done !== undefined) {
      say(done)
    }
  } catch (error) {
    say(sentenceOf(error))
  }
  await refreshDesktopProgram()
}
