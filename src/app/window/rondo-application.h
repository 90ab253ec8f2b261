/* SPDX-License-Identifier: GPL-3.0-or-later
 * The program: command line, actions of the whole application, and its window. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RONDO_TYPE_APPLICATION (rondo_application_get_type ())
G_DECLARE_FINAL_TYPE (RondoApplication, rondo_application, RONDO, APPLICATION, AdwApplication)

RondoApplication *rondo_application_new (void);

/** rondo_application_init_resources: makes templates and style known; for tests that make widgets
 * without an application. */
void rondo_application_init_resources (void);

G_END_DECLS
