import type { Preferences } from '#shared/operations/preferences.ts'

/** What this browser goes by; theme and shortcuts always have a value. */
export interface Here extends Preferences {
  readonly theme: NonNullable<Preferences['theme']>
  readonly single_keys: boolean
}

/** How it is while nobody chose anything. */
export const INITIAL: Here = { theme: 'system', single_keys: true, model: null, permission_mode: null, effort: null }

/**
 * Brings together what this browser goes by (`here`), what it went by when it last agreed with the workstation (`before`;
 * null: never), and what the workstation says now. What was changed here since then holds, also when it was changed
 * without a connection; for the rest the workstation's word holds. A browser that never agreed keeps what it has where
 * the workstation says nothing. `next` is what to go by now, `agreed` what the workstation has of it.
 */
export function mergePreferences(
  here: Here,
  before: Here | null,
  told: Preferences,
): { readonly next: Here; readonly agreed: Here } {
  const isChangedHere = (key: keyof Preferences): boolean =>
    before === null ? told[key] === null && here[key] !== INITIAL[key] : here[key] !== before[key]
  const next = {
    theme: isChangedHere('theme') ? here.theme : (told.theme ?? here.theme),
    single_keys: isChangedHere('single_keys') ? here.single_keys : (told.single_keys ?? here.single_keys),
    model: isChangedHere('model') ? here.model : told.model,
    permission_mode: isChangedHere('permission_mode') ? here.permission_mode : told.permission_mode,
    effort: isChangedHere('effort') ? here.effort : told.effort,
  }
  const agreed = {
    ...told,
    theme: told.theme ?? (isChangedHere('theme') ? INITIAL.theme : here.theme),
    single_keys: told.single_keys ?? (isChangedHere('single_keys') ? INITIAL.single_keys : here.single_keys),
  }
  return { next, agreed }
}

/** What is here and the workstation does not have. */
export function unsent(here: Here, agreed: Here): Partial<Preferences> {
  const { theme, single_keys, model, permission_mode, effort } = here
  return {
    ...(theme === agreed.theme ? {} : { theme }),
    ...(single_keys === agreed.single_keys ? {} : { single_keys }),
    ...(model === agreed.model ? {} : { model }),
    ...(permission_mode === agreed.permission_mode ? {} : { permission_mode }),
    ...(effort === agreed.effort ? {} : { effort }),
  }
}
