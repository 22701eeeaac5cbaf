import type { ReactNode } from 'react'
import { may } from '#renderer/state/workstation/may.ts'
import { isFound, isShown, ownGroups, type Wanted } from './groups.ts'
import { KEPT_FOR_DAYS, MOST_KEPT } from '#renderer/state/offline/keptStore.ts'
import { EffortChoice, ModelChoice, ModeChoice, OfflineSwitch, SingleKeySwitch, ThemeChoice } from './ownControls.tsx'
import { SettingsCard } from './SettingsCard.tsx'

interface OwnSetting {
  readonly group: keyof typeof ownGroups
  readonly needs: 'read' | 'drive'
  readonly label: string
  readonly about: string
  /** `id` is that of its name, `id-about` that of its sentence. */
  readonly Control: (props: { id: string }) => ReactNode
}

/** What each person chooses for themselves, kept on the workstation. */
const own: readonly OwnSetting[] = [
  {
    group: 'appearance',
    needs: 'read',
    label: 'Theme',
    about: 'Light, dark, or what the system says.',
    Control: ThemeChoice,
  },
  {
    group: 'sessions',
    needs: 'drive',
    label: 'Model',
    about: 'New sessions begin with it, unless another was used last in their folder.',
    Control: ModelChoice,
  },
  {
    group: 'sessions',
    needs: 'drive',
    label: 'Permissions',
    about:
      'New sessions begin with them, unless others were used last in their folder. To skip all approvals is chosen anew each time.',
    Control: ModeChoice,
  },
  {
    group: 'sessions',
    needs: 'drive',
    label: 'Effort',
    about:
      'How much Claude thinks before it answers. New sessions begin with it where their model takes it, unless another was used last in their folder.',
    Control: EffortChoice,
  },
  {
    group: 'shortcuts',
    needs: 'read',
    label: 'Shortcuts of a single key',
    about: 'They never work while something is being written. Press ? to see all shortcuts.',
    Control: SingleKeySwitch,
  },
  {
    group: 'offline',
    needs: 'read',
    label: 'Read without a connection, on this device',
    about: `The last ${MOST_KEPT} conversations you read stay here for ${KEPT_FOR_DAYS} days, encrypted with a key that signing out destroys. Off: they are deleted.`,
    Control: OfflineSwitch,
  },
]

/** Those that are wanted, and that this person may change. */
export function ownFound(wanted: Wanted): readonly OwnSetting[] {
  return own.filter(
    ({ group, label, about, needs }) =>
      may(needs) && isShown(group, wanted) && isFound(`${ownGroups[group]} ${label} ${about}`, wanted.query),
  )
}

/** What is wanted of one's own settings. */
export function OwnSettings({ wanted }: { wanted: Wanted }) {
  const found = ownFound(wanted)
  const groups = Object.entries(ownGroups)
    .map(([id, title]) => ({ id, title, rows: found.filter(({ group }) => group === id) }))
    .filter(({ rows }) => rows.length > 0)
  return (
    <>
      {groups.map(({ id, title, rows }) => (
        <SettingsCard key={id} title={title}>
          {rows.map((row) => (
            <Own key={row.label} setting={row} id={`own-${id}-${rows.indexOf(row)}`} />
          ))}
        </SettingsCard>
      ))}
    </>
  )
}

function Own({ setting: { label, about, Control }, id }: { setting: OwnSetting; id: string }) {
  return (
    <li className="flex flex-wrap items-center gap-x-6 gap-y-2 px-4 py-3">
      <div className="min-w-50 flex-1">
        <p id={id} className="font-medium">
          {label}
        </p>
        <p id={`${id}-about`} className="text-muted">
          {about}
        </p>
      </div>
      <Control id={id} />
    </li>
  )
}
