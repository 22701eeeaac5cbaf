import { HomeportError } from '#shared/errors.ts'
import { failureCode, failureText } from '#server/platform/failure.ts'
import { refused } from './path.ts'

/** What the system said of a file, as an error for people; what is one already stays. */
export function fileFailure(cause: unknown, path: string): Error {
  if (cause instanceof HomeportError) {
    return cause
  }
  const details = { path }
  const shown = path === '' ? 'The folder of the session' : `"${path.slice(0, 200)}"`
  switch (failureCode(cause)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new HomeportError('FILE_006', `${shown} is not there. Nothing was changed.`, { cause, details })
    case 'EEXIST':
    case 'ENOTEMPTY':
      return new HomeportError('FILE_007', `${shown} is there already. Nothing was changed; choose another name.`, {
        cause,
        details,
      })
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return refused(path, 'may not be used by the user Homeport runs as', cause)
    case 'ELOOP':
      return refused(path, 'changed while it was opened', cause)
    case 'ENAMETOOLONG':
      return refused(path, 'is longer than a path can be here', cause)
    case 'EISDIR':
      return refused(path, 'is a folder', cause)
    case 'EINVAL':
      return refused(path, 'cannot be used so: a folder does not go into itself', cause)
    case 'ENOSPC':
    case 'EDQUOT':
      return new HomeportError('FILE_005', 'The disk is full. What was there is kept; make room and try again.', {
        cause,
      })
    default:
      return cause instanceof Error ? cause : new Error(failureText(cause))
  }
}

/** Runs something on a file. @throws HomeportError FILE_003, FILE_005, FILE_006, FILE_007 for what the system refused. */
export async function onFile<T>(path: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    throw fileFailure(error, path)
  }
}
