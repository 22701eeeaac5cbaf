import { DesktopSection } from '#renderer/features/desktop/DesktopSection.tsx'
import { SettingRow } from '#renderer/features/settings/SettingRow.tsx'
import { grouped } from '#renderer/features/settings/settingText.ts'
import { isDesktop } from '#renderer/platform/desktop.ts'
import { settings } from '#renderer/state/workstation/statusQueries.ts'
import { useQuery } from '#renderer/state/query.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Link } from '#renderer/ui/Link.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { ScrollingPage } from '#renderer/ui/ScrollingPage.tsx'

/** What can be set on the workstation. What could lock the owner out is changed at the workstation only. */
export function SettingsPage() {
  const state = useQuery(settings)
  const retry = <Button onClick={() => void settings.refresh()}>Try again</Button>
  return (
    <ScrollingPage>
      <div className="mx-auto w-full max-w-220 space-y-5 px-3 py-6 md:px-6">
        <header className="flex flex-wrap items-start gap-3">
          <div className="min-w-0 flex-1 basis-52">
            <h1 className="text-lg font-semibold">Settings</h1>
            {state.kind === 'ready' && (
              <p className="mt-1 break-words text-muted">
                They are kept in <code className="font-mono">{state.value.file}</code>; what you write there holds
                within seconds. Secrets are not among them: they rest in the vault.
              </p>
            )}
          </div>
          <Button onClick={() => void settings.refresh()}>Refresh</Button>
        </header>
        {isDesktop() && <DesktopSection />}
        {state.kind === 'loading' && <Loading what="Reading the settings…" />}
        {state.kind === 'failed' && (
          <Problem action={state.mayNot ? undefined : retry}>
            {state.mayNot ? 'This page is for those who manage this workstation. ' : ''}
            {state.message}
          </Problem>
        )}
        {state.kind === 'ready' && (
          <>
            {state.value.problem !== null && (
              <Problem>The file cannot be used, so what it said before goes on holding. {state.value.problem}</Problem>
            )}
            {grouped(state.value.settings).map(([title, found]) => (
              <section key={title} aria-label={title} className="rounded-card border border-line bg-surface px-4 pt-3">
                <h2 className="text-base font-semibold">{title}</h2>
                <ul className="divide-y divide-line">
                  {found.map((setting) => (
                    <SettingRow key={setting.key} setting={setting} />
                  ))}
                </ul>
              </section>
            ))}
          </>
        )}
        <Link href="/panel" className="inline-flex min-h-11 items-center text-muted underline">
          Control panel
        </Link>
      </div>
    </ScrollingPage>
  )
}
