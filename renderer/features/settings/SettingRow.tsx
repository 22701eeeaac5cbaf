import type { Setting } from '#shared/operations/settings.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { classes } from '#renderer/ui/classes.ts'
import { Problem } from '#renderer/ui/Problem.tsx'
import { SettingControl } from './SettingControl.tsx'
import { commandText, effectText, fieldText, originText } from './settingText.ts'
import { useSettingDraft } from './useSettingDraft.ts'
import * as words from './words.ts'

/** One setting: its name and purpose, its value and who said it, and how to change it. */
export function SettingRow({ setting }: { setting: Setting }) {
  const { key, label, value, fixed, form } = setting
  const { draft, problem, isBusy, write, forget, change } = useSettingDraft(key)
  const id = `setting-${key}`
  return (
    <li className="px-4 py-3">
      <form
        className={classes(
          'grid gap-x-6 gap-y-2',
          form.kind === 'switch' ? 'grid-cols-[1fr_auto]' : 'md:grid-cols-[1fr_240px]',
        )}
        onSubmit={(event) => {
          event.preventDefault()
          void change(draft)
        }}
      >
        <About id={id} setting={setting} />
        <div className="flex min-w-0 flex-col gap-2">
          <SettingControl
            id={id}
            setting={setting}
            text={draft ?? fieldText(value)}
            onChange={write}
            onSwitch={(text) => void change(text)}
          />
          <div className="flex flex-wrap gap-2 empty:hidden">
            {draft !== null && draft !== fieldText(value) && (
              <Button type="submit" variant="primary" disabled={isBusy}>
                {words.save}
              </Button>
            )}
            {draft !== null && <Button onClick={forget}>{words.cancel}</Button>}
            {draft === null && fixed === null && setting.origin.kind === 'file' && (
              <Button
                disabled={isBusy}
                onClick={() => void change(null)}
                aria-label={words.resetLabelToItsDefault(label)}
              >
                {words.reset}
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
  const command = commandText(setting)
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="font-medium">
        {setting.label}
      </label>
      <p id={`${id}-about`} className="text-muted">
        {setting.description}
      </p>
      <p className="text-xs break-words text-muted">
        <code className="font-mono">{setting.key}</code> · {originText(setting)}.{' '}
        {setting.fixed ?? effectText[setting.takes_effect]}
        {command !== null && <> {words.thereCommand(<code className="font-mono">{command}</code>)}</>}
      </p>
      {setting.waits_for_restart && <p className="text-xs font-medium">{words.savedItTakesEffectWhen}</p>}
    </div>
  )
}
