import type { RouteRecordRaw } from 'vue-router'

export const userRoutes: RouteRecordRaw[] = [
  {
    path: '/sign-in',
    name: 'sign-in',
    component: () => import('./views/SignInView.vue'),
    meta: { title: 'user.sign_in' },
  },
  {
    path: '/sign-up',
    name: 'sign-up',
    component: () => import('./views/SignUpView.vue'),
    meta: { title: 'user.sign_up' },
  },
  {
    path: '/forgot-password',
    name: 'forgot-password',
    component: () => import('./views/ForgotPasswordView.vue'),
    meta: { title: 'user.forgot.title' },
  },
  {
    path: '/reset-password',
    name: 'reset-password',
    component: () => import('./views/ResetPasswordView.vue'),
    meta: { title: 'user.reset.title' },
  },
  {
    path: '/verify-email',
    name: 'verify-email',
    component: () => import('./views/VerifyEmailView.vue'),
    meta: { title: 'user.verify.title' },
  },
  {
    path: '/account',
    component: () => import('./views/AccountLayout.vue'),
    meta: { requiresSession: true },
    children: [
      {
        path: '',
        name: 'profile',
        component: () => import('./views/ProfileView.vue'),
        meta: { title: 'user.profile.title' },
      },
      {
        path: 'addresses',
        name: 'addresses',
        component: () => import('./views/AddressesView.vue'),
        meta: { title: 'user.addresses.title' },
      },
      {
        path: 'security',
        name: 'security',
        component: () => import('./views/SecurityView.vue'),
        meta: { title: 'user.security.title' },
      },
    ],
  },
]
