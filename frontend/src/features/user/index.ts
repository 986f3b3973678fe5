import { defineAsyncComponent } from 'vue'

export { default as AccountMenu } from './components/AccountMenu.vue'
export { default as AddressText } from './components/AddressText.vue'
export { addressRules, blankAddress, toAddressInput, type AddressForm } from './composables/addressForm'
export { likelyCountry } from './composables/countries'
export { newPasswordRules, PASSWORD_MIN } from './composables/passwordRules'
export { useSession } from './composables/useSession'
export { addressesPage, profilePage, safeNext, signInPage, signUpPage } from './pages'
export { userRoutes } from './routes'

// Forms bring the component library with them: not before one is shown.
export const AddressFields = defineAsyncComponent(() => import('./components/AddressFields.vue'))
export const SessionEndedDialog = defineAsyncComponent(() => import('./components/SessionEndedDialog.vue'))
export const SignInForm = defineAsyncComponent(() => import('./components/SignInForm.vue'))
