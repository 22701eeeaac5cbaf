import type * as z from 'zod'

/** What lies on disk is checked like anything from outside. */
export function readJson<S extends z.ZodType>(schema: S, json: string): z.infer<S> {
  return schema.parse(JSON.parse(json))
}
