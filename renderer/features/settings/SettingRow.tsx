import type { Setting } from '#shared/operations/settings.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { SettingControl } from './SettingControl.tsx'
import { effectText, fieldText, originText } from './settingText.ts'
import { useSettingDraft } from './useSettingDraft.ts'

/** One setting: its purpose, value and origin, and how to change it. */
export function SettingRow({ setting }: { setting: Setting }) {
  const { key, value, fixed } = setting
  const { draft, problem, isBusy, write, forget, change } = useSettingDraft(key)
  const id = `setting-${key}`
  return (
    <li className="py-4">
      <form
        className="grid gap-x-6 gap-y-2 md:grid-cols-[1fr_260px]"
        onSubmit={(event) => {
          event.preventDefault()
          void change(draft)
        }}
      >
        <About id={id} setting={setting} />
        <div className="min-w-0 space-y-2">
          <SettingControl id={id} setting={setting} text={draft ?? fieldText(value)} onChange={write} />
          <div className="flex flex-wrap gap-2 empty:hidden">
            {draft !== null && draft !== fieldText(value) && (
              <Button type="submit" variant="primary" disabled={isBusy}>
                Save
              </Button>
            )}
            {draft !== null && <Button onClick={forget}>Cancel</Button>}
            {draft === null && fixed === null && setting.origin.kind === 'file' && (
              <Button disabled={isBusy} onClick={() => void change(null)} aria-label={`Reset ${key} to its default`}>
                Reset
              </Button>
            )}
          </div>
          {problem !== null && <Problem>{problem}</Problem>}
        </div>
      </form>
    </li>
  )
}

function About({ id, setting }: { id: string; setting: Setting }) {
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="font-mono text-sm font-medium break-words">
        {setting.key}
      </label>
      <p id={`${id}-about`}>{setting.description}</p>
      <p className="text-xs text-muted">
        {originText(setting)}. {setting.fixed ?? effectText[setting.takes_effect]}
      </p>
      {setting.waits_for_restart && (
        <p className="text-xs font-medium">Saved. It takes effect when Homeport is started again.</p>
      )}
    </div>
  )
}
