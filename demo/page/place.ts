/** Where one is: a conversation by its id, or the app's Home. */
export type Place = { readonly kind: 'conversation'; readonly id: string } | { readonly kind: 'home' };
