import type { Response } from 'express'

/** Remembers which operation a request is for: log, metrics and audit read it afterwards. */
export function setOperation(res: Response, name: string): void {
  res.locals['operation'] = name
}

/** null: none that is known. */
export function operationOf(res: Response): string | null {
  const name: unknown = res.locals['operation']
  return typeof name === 'string' ? name : null
}

/** The id of the request that `res` answers. */
export function requestId(res: Response): string {
  return String(res.locals['requestId'])
}
