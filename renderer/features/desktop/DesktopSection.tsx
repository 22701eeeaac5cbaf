import { QuitChoice } from '#shared/desktop/bridge.ts'
import { desktopProgram, runOnDesktop, type DesktopProgram } from '#renderer/state/workstation/desktopProgram.ts'
import { useQuery } from '#renderer/state/query.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Field, Select } from '#renderer/ui/Field.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { TestNotification } from './TestNotification.tsx'

/** What the desktop program does on this computer. Only shown in its own window. */
export function DesktopSection() {
  const state = useQuery(desktopProgram)
  return (
    <section aria-label="This program" className="space-y-4 rounded-card border border-line bg-surface px-4 py-3">
      <h2 className="text-base font-semibold">This program</h2>
      {state.kind === 'loading' && <Loading what="Asking the program…" />}
      {state.kind === 'failed' && (
        <Problem action={<Button onClick={() => void desktopProgram.refresh()}>Try again</Button>}>
          {state.message}
        </Problem>
      )}
      {state.kind === 'ready' && <Switches program={state.value} />}
    </section>
  )
}

function Switches({ program }: { program: DesktopProgram }) {
  const { info, loginStart, menuEntry, quitChoice, keepsAwake } = program
  return (
    <>
      <p className="text-muted">
        Homeport {info.version}.{' '}
        {keepsAwake
          ? 'It keeps this computer from falling asleep, since Claude works.'
          : 'This computer may fall asleep: Claude does nothing right now.'}
      </p>
      <div>
        <label className="flex min-h-9 items-center gap-2.5 touch:min-h-11">
          <input
            type="checkbox"
            className="size-4 accent-accent"
            checked={loginStart.enabled}
            disabled={loginStart.problem !== null}
            onChange={(event) => void runOnDesktop('login_start.set', { enabled: event.target.checked })}
          />
          Start when I sign in to this computer
        </label>
        <p className="text-xs text-muted">
          {loginStart.problem ?? loginStart.hint ?? 'Without a window; sessions can be reached at once.'}
        </p>
      </div>
      {menuEntry.offered && <InTheMenu isPresent={menuEntry.present} />}
      {info.can_keep_sessions && <AtQuit choice={quitChoice} />}
      <div className="flex flex-wrap gap-2">
        <TestNotification />
        <Button onClick={() => void runOnDesktop('folder.open', { folder: 'data' })}>Open the data folder</Button>
        <Button onClick={() => void runOnDesktop('folder.open', { folder: 'logs' })}>Open the logs</Button>
        <Button onClick={() => void runOnDesktop('server.restart', {}, 'The server is started again; sessions go on.')}>
          Restart the server
        </Button>
        <Button onClick={() => void runOnDesktop('program.quit', {})}>Quit Homeport</Button>
      </div>
    </>
  )
}

/** For an AppImage, which has no entry in the desktop's menu. */
function InTheMenu({ isPresent }: { isPresent: boolean }) {
  const [label, done] = isPresent
    ? ['Remove from the applications menu', 'Homeport is no longer in the applications menu.']
    : ['Add to the applications menu', 'Homeport is in the applications menu, and opens homeport: links.']
  return (
    <div>
      <Button onClick={() => void runOnDesktop('menu_entry.set', { present: !isPresent }, done)}>{label}</Button>
      <p className="text-xs text-muted">
        {isPresent
          ? 'Its entry and picture are taken away; this file stays.'
          : 'With its picture, and links to sessions open here. It can be removed again.'}
      </p>
    </div>
  )
}

function AtQuit({ choice }: { choice: QuitChoice }) {
  return (
    <div className="max-w-80">
      <Field label="Sessions when I quit">
        <Select
          value={choice}
          onChange={(event) => void runOnDesktop('quit_choice.set', { choice: QuitChoice.parse(event.target.value) })}
        >
          <option value="ask">Ask me</option>
          <option value="keep">Keep them running</option>
          <option value="stop">Stop them</option>
        </Select>
      </Field>
    </div>
  )
}
