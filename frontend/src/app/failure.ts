import { ref } from 'vue'

/** A page broke while it was shown; the next navigation is a new chance. */
export const hasFailed = ref(false)
