// SessionMenu.tsx
export const moreForName = (name: string) => `More for ${name}`
