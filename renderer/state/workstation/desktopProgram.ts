import type {
  ChannelName,
  ChannelParams,
  LoginStart,
  MenuEntry,
  ProgramInfo,
  QuitChoice,
} from '#shared/desktop/bridge.ts'
import { askDesktop } from '#renderer/platform/desktop.ts'
import { showToast, sentenceOf } from '../toasts.ts'
import { queries } from './queries.ts'

export interface DesktopProgram {
  readonly info: ProgramInfo
  readonly loginStart: LoginStart
  readonly menuEntry: MenuEntry
  readonly quitChoice: QuitChoice
  readonly keepsAwake: boolean
}

/** The desktop program that shows this page: its own switches, which are no settings of the server. */
export const desktopProgram = queries.define<DesktopProgram>({
  key: 'desktop program',
  fetch: async () => {
    const [info, loginStart, menuEntry, { choice }, { active }] = await Promise.all([
      askDesktop('program.info', {}),
      askDesktop('login_start.get', {}),
      askDesktop('menu_entry.get', {}),
      askDesktop('quit_choice.get', {}),
      askDesktop('keep_awake.get', {}),
    ])
    return { info, loginStart, menuEntry, quitChoice: choice, keepsAwake: active }
  },
  needs: 'read',
})

/** Changes a switch, or has something done; then everything is asked anew. `done`: what to say when it worked. */
export async function tellDesktop<C extends ChannelName>(
  channel: C,
  params: ChannelParams<C>,
  done?: string,
): Promise<void> {
  try {
    await askDesktop(channel, params)
    if (done !== undefined) {
      showToast(done)
    }
  } catch (error) {
    showToast(sentenceOf(error))
  }
  await desktopProgram.refresh()
}
