import { setSingleKeys, singleKeys } from '#renderer/state/browser/singleKeys.ts'
import { useStore } from '#renderer/state/store.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { Key } from '#renderer/ui/Key.tsx'
import { keyText } from './keys.ts'
import { shortcuts } from './shortcuts.ts'
import * as words from './words.ts'

const groups = ['everywhere', 'lists', 'session', 'approval'] as const

/** All shortcuts, and the switch for those of a single key. */
export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const isOn = useStore(singleKeys, (on) => on)
  return (
    <Dialog title={words.keyboardShortcuts} onClose={onClose}>
      {groups.map((group) => (
        <section key={group} aria-label={words.groups[group]} className="mb-3">
          <h3 className="mb-1 text-xs font-semibold text-muted">{words.groups[group]}</h3>
          <dl className="grid grid-cols-[1fr_auto] items-center gap-x-4 gap-y-1">
            {shortcuts
              .filter((one) => one.group === group)
              .map(({ key, does }) => (
                <div key={key} className="contents">
                  <dt>{does}</dt>
                  <dd className="text-right">
                    <Key>{keyText(key)}</Key>
                  </dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
      <label className="flex min-h-9 items-center gap-2.5 border-t border-line pt-2 touch:min-h-11">
        <input type="checkbox" checked={isOn} onChange={({ target }) => setSingleKeys(target.checked)} />
        {words.shortcutsOfASingleKey}
      </label>
      <p className="mb-4 text-muted">{words.theyNeverWorkWhileSomething}</p>
      <div className="flex justify-end">
        <Button onClick={onClose}>{words.close}</Button>
      </div>
    </Dialog>
  )
}
