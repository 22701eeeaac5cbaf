import { QuitChoice } from '#shared/desktop/bridge.ts'
import { desktopProgram, runOnDesktop, type DesktopProgram } from '#renderer/state/workstation/desktopProgram.ts'
import { useQuery } from '#renderer/state/query.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Field, Select } from '#renderer/ui/Field.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { TestNotification } from './TestNotification.tsx'
import * as words from './words.ts'

/** What the desktop program does on this computer. Only shown in its own window. */
export function DesktopSection() {
  const state = useQuery(desktopProgram)
  return (
    <section aria-label={words.thisProgram} className="space-y-4 rounded-card border border-line bg-surface px-4 py-3">
      <h2 className="text-base font-semibold">{words.thisProgram}</h2>
      {state.kind === 'loading' && <Loading what={words.askingTheProgram} />}
      {state.kind === 'failed' && (
        <Problem action={<Button onClick={() => void desktopProgram.refresh()}>{words.tryAgain}</Button>}>
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
        {(keepsAwake ? words.homeportKeepsThisComputerAwake : words.homeportLetsThisComputerSleep)(info.version)}
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
          {words.startWhenISignIn}
        </label>
        <p className="text-xs text-muted">{loginStart.problem ?? loginStart.hint ?? words.withoutAWindowSessionsCan}</p>
      </div>
      {menuEntry.offered && <InTheMenu isPresent={menuEntry.present} />}
      {info.can_keep_sessions && <AtQuit choice={quitChoice} />}
      <div className="flex flex-wrap gap-2">
        <TestNotification />
        <Button onClick={() => void runOnDesktop('folder.open', { folder: 'data' })}>{words.openTheDataFolder}</Button>
        <Button onClick={() => void runOnDesktop('folder.open', { folder: 'logs' })}>{words.openTheLogs}</Button>
        <Button onClick={() => void runOnDesktop('server.restart', {}, words.theServerIsStartedAgain)}>
          {words.restartTheServer}
        </Button>
        <Button onClick={() => void runOnDesktop('program.quit', {})}>{words.quitHomeport}</Button>
      </div>
    </>
  )
}

/** For an AppImage, which has no entry in the desktop's menu. */
function InTheMenu({ isPresent }: { isPresent: boolean }) {
  const [label, done] = isPresent
    ? [words.removeFromTheApplicationsMenu, words.homeportIsNoLongerIn]
    : [words.addToTheApplicationsMenu, words.homeportIsInTheApplications]
  return (
    <div>
      <Button onClick={() => void runOnDesktop('menu_entry.set', { present: !isPresent }, done)}>{label}</Button>
      <p className="text-xs text-muted">{isPresent ? words.itsEntryAndPictureAre : words.withItsPictureAndLinks}</p>
    </div>
  )
}

function AtQuit({ choice }: { choice: QuitChoice }) {
  return (
    <div className="max-w-80">
      <Field label={words.sessionsWhenIQuit}>
        <Select
          value={choice}
          onChange={(event) => void runOnDesktop('quit_choice.set', { choice: QuitChoice.parse(event.target.value) })}
        >
          <option value="ask">{words.askMe}</option>
          <option value="keep">{words.keepThemRunning}</option>
          <option value="stop">{words.stopThem}</option>
        </Select>
      </Field>
    </div>
  )
}
