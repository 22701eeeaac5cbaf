import type { ReactNode } from 'react'
import { may } from '#renderer/state/workstation/may.ts'
import { isFound, isShown, ownGroups, type Wanted } from './groups.ts'
import { KEPT_FOR_DAYS, MOST_KEPT } from '#renderer/state/kept/keptStore.ts'
import { EffortChoice, ModelChoice, ModeChoice, OfflineSwitch, SingleKeySwitch, ThemeChoice } from './ownControls.tsx'
import { SettingsCard } from './SettingsCard.tsx'
import * as words from './words.ts'

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
    label: words.theme,
    about: words.lightDarkOrWhatThe,
    Control: ThemeChoice,
  },
  {
    group: 'sessions',
    needs: 'drive',
    label: words.model,
    about: words.newSessionsBeginWithIt,
    Control: ModelChoice,
  },
  {
    group: 'sessions',
    needs: 'drive',
    label: words.permissions,
    about: words.newSessionsBeginWithThem,
    Control: ModeChoice,
  },
  {
    group: 'sessions',
    needs: 'drive',
    label: words.effort,
    about: words.howMuchClaudeThinksBefore,
    Control: EffortChoice,
  },
  {
    group: 'shortcuts',
    needs: 'read',
    label: words.shortcutsOfASingleKey,
    about: words.theyNeverWorkWhileSomething,
    Control: SingleKeySwitch,
  },
  {
    group: 'offline',
    needs: 'read',
    label: words.readWithoutAConnection,
    about: words.theLastConversationsStayHere(MOST_KEPT, KEPT_FOR_DAYS),
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
