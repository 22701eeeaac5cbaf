import { baseName } from '#shared/session/paths.ts'
import type { Session } from '#shared/session/session.ts'
import { withMarks } from '#shared/text/hiddenCharacters.ts'
import { classes } from '#renderer/ui/classes.ts'
import { Marked } from '#renderer/ui/Marked.tsx'

/** A session's name, bold while unread, and on wide screens its project: the first columns of a row. */
export function RowName({ session }: { session: Pick<Session, 'name' | 'unread' | 'workspace_path'> }) {
  return (
    <>
      <span
        title={withMarks(session.name)}
        className={classes(
          'min-w-0 truncate max-md:flex-1 md:w-40 md:flex-none xl:w-56',
          session.unread ? 'font-semibold' : 'font-medium',
        )}
      >
        <bdi>
          <Marked text={session.name} />
        </bdi>
      </span>
      <span title={withMarks(session.workspace_path)} className="w-24 flex-none truncate text-muted max-xl:hidden">
        <bdi>
          <Marked text={baseName(session.workspace_path)} code />
        </bdi>
      </span>
    </>
  )
}
