import { singleKeys } from '#renderer/state/browser/singleKeys.ts'
import { useStore } from '#renderer/state/store.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { Key } from '#renderer/ui/Key.tsx'
import * as words from './words.ts'

/** The keys of the list of approvals, where there is a keyboard and they are switched on. The sheet of shortcuts has them for screen readers. */
export function ListKeys() {
  const isOn = useStore(singleKeys, (value) => value)
  const mayDrive = useMay('drive')
  return (
    isOn &&
    mayDrive && (
      <span
        aria-hidden="true"
        className="ml-auto flex items-center gap-1.5 text-xs font-normal text-muted max-md:hidden touch:hidden"
      >
        {words.keysOfTheList({ next: <Key>J</Key>, previous: <Key>K</Key>, allow: <Key>A</Key>, deny: <Key>D</Key> })}
      </span>
    )
  )
}
