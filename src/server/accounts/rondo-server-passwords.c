/* SPDX-License-Identifier: GPL-3.0-or-later
 * Argon2id away from the main loop. */
#include "config.h"

#include "rondo-server-passwords.h"

#include "rondo-server-problem.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#define MAX_THREADS 2
#define MAX_WAITING 100

struct _RondoServerPasswords {
  GThreadPool *pool;
  const RondoServerSettings *settings;
};

typedef struct {
  char *password;
  char *hash;     /* (nullable) */
  char *rehashed; /* (nullable) */
  unsigned long long passes;
  gsize memory_bytes;
} Job;

static void
job_free (Job *job)
{
  sodium_memzero (job->password, strlen (job->password));
  g_free (job->password);
  g_free (job->hash);
  g_free (job->rehashed);
  g_free (job);
}

static char *
make_hash (const Job *job)
{
  char hash[crypto_pwhash_STRBYTES];

  if (crypto_pwhash_str (
          hash, job->password, strlen (job->password), job->passes, job->memory_bytes) != 0)
    return NULL;
  return g_strdup (hash);
}

/* Whether the password is right. One that was stored at another cost is made anew on the way. */
static gboolean
verify (Job *job)
{
  if (crypto_pwhash_str_verify (job->hash, job->password, strlen (job->password)) != 0)
    return FALSE;
  if (crypto_pwhash_str_needs_rehash (job->hash, job->passes, job->memory_bytes) != 0)
    job->rehashed = make_hash (job);
  return TRUE;
}

static void
run_job (gpointer data, gpointer user_data)
{
  g_autoptr (GTask) task = data;
  Job *job = g_task_get_task_data (task);
  char *made = NULL;

  if (g_task_get_source_tag (task) == (gpointer)rondo_server_passwords_verify_async &&
      job->hash != NULL) {
    g_task_return_boolean (task, verify (job));
    return;
  }
  made = make_hash (job);
  if (made == NULL) {
    g_task_return_new_error (
        task,
        RONDO_SERVER_PROBLEM,
        RONDO_SERVER_PROBLEM_UNAVAILABLE,
        "%s",
        _ ("The server has too little memory at the moment. Try again later."));
  } else if (g_task_get_source_tag (task) == (gpointer)rondo_server_passwords_verify_async) {
    g_free (made);
    g_task_return_boolean (task, FALSE);
  } else {
    g_task_return_pointer (task, made, g_free);
  }
}

RondoServerPasswords *
rondo_server_passwords_new (const RondoServerSettings *settings)
{
  RondoServerPasswords *passwords = g_new0 (RondoServerPasswords, 1);

  passwords->settings = settings;
  passwords->pool = g_thread_pool_new (run_job, NULL, MAX_THREADS, FALSE, NULL);
  return passwords;
}

void
rondo_server_passwords_free (RondoServerPasswords *passwords)
{
  g_thread_pool_free (passwords->pool, FALSE, TRUE);
  g_free (passwords);
}

static void
push_job (RondoServerPasswords *passwords, GTask *task, const char *hash, const char *password)
{
  Job *job = g_new0 (Job, 1);

  job->password = g_strdup (password);
  job->hash = g_strdup (hash);
  job->passes = passwords->settings->password_passes;
  job->memory_bytes = passwords->settings->password_memory_bytes;
  g_task_set_task_data (task, job, (GDestroyNotify)job_free);
  if (g_thread_pool_unprocessed (passwords->pool) < MAX_WAITING) {
    g_thread_pool_push (passwords->pool, task, NULL);
    return;
  }
  g_task_return_new_error (task,
                           RONDO_SERVER_PROBLEM,
                           RONDO_SERVER_PROBLEM_UNAVAILABLE,
                           "%s",
                           _ ("Too many people are signing in at the moment. Try again later."));
  g_object_unref (task);
}

void
rondo_server_passwords_hash_async (RondoServerPasswords *passwords,
                                   const char *password,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, rondo_server_passwords_hash_async);
  push_job (passwords, task, NULL, password);
}

char *
rondo_server_passwords_hash_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
rondo_server_passwords_verify_async (RondoServerPasswords *passwords,
                                     const char *hash,
                                     const char *password,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, rondo_server_passwords_verify_async);
  push_job (passwords, task, hash, password);
}

gboolean
rondo_server_passwords_verify_finish (GAsyncResult *result, char **rehashed, GError **error)
{
  Job *job = NULL;

  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  job = g_task_get_task_data (G_TASK (result));
  *rehashed = g_steal_pointer (&job->rehashed);
  return g_task_propagate_boolean (G_TASK (result), error);
}
