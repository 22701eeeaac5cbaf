// effortName.ts
export const lowEffort = 'Low effort'
export const mediumEffort = 'Medium effort'
export const highEffort = 'High effort'
export const extraHighEffort = 'Extra high effort'
export const maxEffort = 'Max effort'
export const defaultEffort = 'Default effort'
